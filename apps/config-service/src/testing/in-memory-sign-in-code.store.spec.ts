import { InMemorySignInCodeStore } from './in-memory-sign-in-code.store.ts';
import { describeSignInCodeStore } from './sign-in-code-store.suite.ts';

describeSignInCodeStore('in memory', () => new InMemorySignInCodeStore());
