export { serveOperations } from './operations-routes.ts';
export { Readiness } from './readiness.ts';
export type { ReadinessCheck } from './readiness.ts';
