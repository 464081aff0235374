import { attemptDetails } from './attempt-entity.ts';
import type { AttemptEntity } from './attempt-entity.ts';
import type { FullAttempt } from './request-log.ts';

/** A delivery with everything that was tried for it. */
export type DeliveryEntity = Readonly<Record<string, unknown>>;

/** Where the settings of its integration are. */
export interface IntegrationPlace {
  readonly slug: string;
  readonly scope: string;
}

/**
 * @param attempts oldest first, at least one
 * @param integration null when it was deleted
 */
export function deliveryEntity(
  attempts: readonly [FullAttempt, ...FullAttempt[]],
  integration: IntegrationPlace | null,
): DeliveryEntity {
  const [first] = attempts;
  const last = attempts.at(-1) ?? first;
  const shown: readonly AttemptEntity[] = attempts.map(attemptDetails);
  return {
    id: last.deliveryId,
    event_id: last.eventId,
    integration_id: last.integrationId,
    integration_name: last.name,
    integration,
    project_key: last.projectKey,
    trigger: last.trigger,
    outcome: last.outcome,
    next_retry_at: (last.outcome === 'retrying' ? last.retryAt?.toISOString() : undefined) ?? null,
    attempts: shown,
  };
}
