import type { AuditEntry } from '../audit/audit-entry.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import type { AuditQuery } from '../audit/audit-trail.ts';

const newestFirst = (a: AuditEntry, b: AuditEntry): number =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

/** The audit trail of unit tests; it passes the same suite as the real one. */
export class InMemoryAuditTrail extends AuditTrail {
  /** Thrown by every call while set. */
  failure: Error | undefined;
  readonly #entries = new Map<string, AuditEntry>();

  override append(entries: readonly AuditEntry[]): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    for (const entry of entries) {
      if (!this.#entries.has(entry.id)) this.#entries.set(entry.id, entry);
    }
    return Promise.resolve();
  }

  override list(query: AuditQuery): Promise<readonly AuditEntry[]> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const found = [...this.#entries.values()].filter((entry) => isWanted(entry, query)).sort(newestFirst);
    const start = query.after === undefined ? 0 : found.findIndex(({ id }) => id === query.after?.id) + 1;
    return Promise.resolve(found.slice(start, start + query.limit));
  }
}

function isWanted(entry: AuditEntry, { scope, name, label, actor, since, until }: AuditQuery): boolean {
  return (
    (scope ?? entry.scope) === entry.scope &&
    (name ?? entry.name) === entry.name &&
    (label ?? entry.label) === entry.label &&
    (actor ?? entry.actor.name) === entry.actor.name &&
    (since === undefined || entry.at >= since) &&
    (until === undefined || entry.at < until)
  );
}
