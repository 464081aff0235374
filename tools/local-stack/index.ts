export { startInFreeFolder } from './free-folder.ts';
export { endAllOwned } from './owned-stacks.ts';
export { interruption, InterruptedError } from './interruption.ts';
export { defaultDataDir, testDataDir } from './paths.ts';
export { attachStack, startStack, type LocalStack, type StackOptions } from './stack.ts';
export { StackError } from './stack-error.ts';
export type { StackSecurity } from './stack-security.ts';
