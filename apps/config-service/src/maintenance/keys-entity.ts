import type { KeyReport } from './key-usage.ts';
import type { RotationState } from './rotation.store.ts';

export type KeysEntity = Readonly<Record<string, unknown>>;

/** The keys and the last rotation as the API shows them; of a key that is its id. */
export function keysEntity(
  { keys, unpublished }: KeyReport,
  rotation: RotationState | undefined,
): KeysEntity {
  return {
    primary_key: keys.find(({ isPrimary }) => isPrimary)?.id ?? null,
    keys: keys.map(({ id, isPrimary, isKnown, settings, isUnused }) => ({
      ...{ id, settings, primary: isPrimary, known: isKnown, unused: isUnused },
    })),
    unpublished,
    rotation: rotation === undefined ? null : rotationEntity(rotation),
  };
}

function rotationEntity(state: RotationState): KeysEntity {
  const { key, isRunning, startedAt, startedBy, finishedAt, done, total, failed, failures } = state;
  return {
    ...{ key, running: isRunning, done, total, failed },
    started_at: startedAt.toISOString(),
    started_by: startedBy,
    finished_at: finishedAt?.toISOString() ?? null,
    failures: failures.map(({ id, key: needed, code }) => ({ integration_id: id, key: needed, code })),
  };
}
