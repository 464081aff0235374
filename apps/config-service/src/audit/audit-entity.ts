import { slugOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { AuditEntry } from './audit-entry.ts';

export type AuditEntity = Readonly<Record<string, unknown>>;

/**
 * An entry of the trail as the API shows it.
 * @param shownScope gives a scope by the path that it has today
 */
export function auditEntity(entry: AuditEntry, shownScope: (scope: ScopeKey) => ScopeKey): AuditEntity {
  const { id, at, actor, action, name, label, integrationId, revision, changes } = entry;
  return {
    id,
    at: at.toISOString(),
    actor: {
      ...{ name: actor.name, kind: actor.kind, address: actor.address },
      request_id: actor.requestId,
    },
    ...{ action, scope: shownScope(entry.scope), revision, changes },
    slug: name === null ? null : slugOf(name, label === '' ? undefined : label),
    integration_id: integrationId,
  };
}
