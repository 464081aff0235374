import type { Subscription } from './subscription.ts';

/**
 * The integrations whose settings hold for an event, of those that the event's scopes hold themselves, nearest scope first.
 * For each name and label the nearest own row decides: it is in force, or it turns the integration off here. A row that
 * only says "as further out" is passed over.
 */
export function inForce(ownByScope: Iterable<readonly Subscription[]>): Subscription[] {
  const decided = new Map<string, Subscription>();
  for (const own of ownByScope) {
    for (const row of own) {
      if (!row.isInherited && !decided.has(row.identity)) decided.set(row.identity, row);
    }
  }
  return [...decided.values()].filter(({ isActive }) => isActive);
}
