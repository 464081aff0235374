import { hash } from 'node:crypto';
import { isFullPath, parseEvent } from '@patchbay/integration-contracts';
import type { JsonObject, NamespaceMove } from '@patchbay/integration-contracts';
import type { IncomingEvent } from '@patchbay/service-kit/events';

/** The system hook that GitLab sends when the last part of a group's path changes. */
export const GROUP_RENAME = 'group_rename';

/**
 * Where a group went, as its hook says. GitLab has no hook for a group that goes to another parent; whoever publishes events
 * can tell of it with the same one, since both paths are read in full.
 * @returns `undefined` when the paths are missing, or can't be those of groups
 */
export function groupMoveOf({ eventId, eventAt, body }: IncomingEvent): NamespaceMove | undefined {
  // The facts hold what routing needs of any event; this one is too rare to carry two more paths with each of the others.
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') return undefined;
  const { payload } = parsed.event;
  const { old_full_path: from, full_path: to } = payload;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  if (!isFullPath(from) || !isFullPath(to)) return undefined;
  return { v: 1, id: identityOf(payload) ?? eventId, from, to, at: eventAt, eventId };
}

/** By what the hook says: where a publisher gives no ids, a hook that is published twice is two events, but one move. */
function identityOf({ group_id, old_full_path, full_path, updated_at }: JsonObject): string | undefined {
  if (typeof group_id !== 'number' || typeof updated_at !== 'string') return undefined;
  return hash('sha1', JSON.stringify([group_id, old_full_path, full_path, updated_at]), 'hex');
}
