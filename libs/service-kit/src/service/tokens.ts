/** Tokens of what every service is given; classes (`Registry`, `Readiness`) are their own tokens. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
/** Aborted when the process is told to stop. */
export const SHUTDOWN = Symbol('shutdown');
