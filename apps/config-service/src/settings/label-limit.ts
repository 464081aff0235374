import { AppError, slugOf } from '@patchbay/integration-contracts';
import type { IntegrationAddress, SettingsKey } from './integration-settings.ts';

/** As many web hooks as GitLab lets a project have. All of a scope are read at once, and an event goes to each of them. */
const MAX_LABELS = 100;

/**
 * Refuses one more of an integration that a scope can have several of.
 * @param rows all of the scope, turned off or not
 * @throws AppError `invalid_request`
 */
export function assertRoomFor(
  { definition: { name } }: IntegrationAddress,
  rows: readonly SettingsKey[],
): void {
  if (rows.filter((row) => row.name === name).length < MAX_LABELS) return;
  const what = slugOf(name);
  throw new AppError(
    'invalid_request',
    `A scope has ${MAX_LABELS} of ${what} at most; purge one that is not needed.`,
  );
}
