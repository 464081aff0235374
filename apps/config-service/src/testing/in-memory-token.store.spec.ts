import { InMemoryTokenStore } from './in-memory-token.store.ts';
import { describeTokenStore } from './token-store.suite.ts';

describeTokenStore('in memory', () => new InMemoryTokenStore());
