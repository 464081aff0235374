export { runService } from './run-service.ts';
export type { HttpOptions } from './run-service.ts';
export { CONFIG, LOGGER, SHUTDOWN } from './tokens.ts';
