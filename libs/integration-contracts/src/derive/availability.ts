import type { IntegrationDefinition, Level } from '../definition/index.ts';

/** What the operator allows. */
export interface AvailabilityRules {
  /** Whether integrations for development are offered. */
  readonly isDevelopment: boolean;
  /** Names that alone are offered; all of them when absent. */
  readonly allowed?: ReadonlySet<string>;
  /** Whether the feature flag with that key is on. */
  readonly isFlagOn: (flag: string) => boolean;
}

export type Unavailability = 'level' | 'development_only' | 'not_allowed' | 'flag_off';

/** Why an integration can't be set up at a level; `undefined` when it can. */
export function unavailability(
  { name, levels, isDevelopmentOnly, flag }: IntegrationDefinition,
  level: Level,
  rules: AvailabilityRules,
): Unavailability | undefined {
  if (!levels.includes(level)) return 'level';
  if (isDevelopmentOnly && !rules.isDevelopment) return 'development_only';
  if (rules.allowed?.has(name) === false) return 'not_allowed';
  return flag === undefined || rules.isFlagOn(flag) ? undefined : 'flag_off';
}
