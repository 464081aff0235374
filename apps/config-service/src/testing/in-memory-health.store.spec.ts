import { describeHealthStore } from './health-store.suite.ts';
import { InMemoryHealthStore } from './in-memory-health.store.ts';

describeHealthStore('in memory', () => new InMemoryHealthStore());
