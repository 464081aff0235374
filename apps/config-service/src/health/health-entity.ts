import type { HealthState, ScopeKey } from '@patchbay/integration-contracts';
import { settingsSlug } from '../settings/integration-settings.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { IntegrationHealth } from './integration-health.ts';

export interface HealthEntity {
  readonly state: HealthState;
  readonly consecutive_failures: number;
  readonly last_failure: {
    readonly at: string | null;
    readonly reason: string;
    readonly status: number;
  } | null;
  readonly last_success_at: string | null;
  readonly paused_until: string | null;
  readonly since: string | null;
}

export interface ListedHealthEntity extends HealthEntity {
  readonly integration_id: string;
  readonly slug: string;
  readonly scope: ScopeKey;
}

export function healthEntity(health: IntegrationHealth): HealthEntity {
  const { state, failures, lastFailure, lastSuccessAt, pausedUntil, since } = health;
  return {
    state,
    consecutive_failures: failures,
    last_failure: lastFailure && { ...lastFailure, at: timeText(lastFailure.at) },
    last_success_at: timeText(lastSuccessAt),
    paused_until: timeText(pausedUntil),
    since: timeText(since),
  };
}

/** @param scope as people know it today */
export function listedHealthEntity(
  health: IntegrationHealth,
  settings: Pick<IntegrationSettings, 'name' | 'label'>,
  scope: ScopeKey,
): ListedHealthEntity {
  return { integration_id: health.id, slug: settingsSlug(settings), scope, ...healthEntity(health) };
}

/** @param at epoch milliseconds */
export function timeText(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
