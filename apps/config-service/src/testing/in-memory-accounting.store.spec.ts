import { describeAccountingStore } from './accounting-store.suite.ts';
import { InMemoryAccountingStore } from './in-memory-accounting.store.ts';

describeAccountingStore('in memory', () => new InMemoryAccountingStore());
