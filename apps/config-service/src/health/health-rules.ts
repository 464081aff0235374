import type { ConfigServiceConfig } from '../config.ts';

/** When failures in a row keep an integration from being called. Times are milliseconds. */
export interface HealthRules {
  /** So many have no consequence. */
  readonly failuresBeforePause: number;
  /** Doubled with each failure after a pause. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** So many switch it off; 0 for never. */
  readonly maxFailures: number;
}

export function healthRulesOf(
  config: Pick<
    ConfigServiceConfig,
    'HEALTH_FAILURES_BEFORE_PAUSE' | 'HEALTH_FIRST_PAUSE' | 'HEALTH_MAX_PAUSE' | 'HEALTH_MAX_FAILURES'
  >,
): HealthRules {
  return {
    failuresBeforePause: config.HEALTH_FAILURES_BEFORE_PAUSE,
    firstPauseMs: config.HEALTH_FIRST_PAUSE,
    maxPauseMs: config.HEALTH_MAX_PAUSE,
    maxFailures: config.HEALTH_MAX_FAILURES,
  };
}
