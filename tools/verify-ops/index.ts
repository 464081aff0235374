export type { WorldOptions } from './observed-world.ts';
export { STEPS } from './steps.ts';
export { problemsOf, verify } from './verify.ts';
