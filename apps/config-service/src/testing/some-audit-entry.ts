import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../audit/audit-entry.ts';

/** The entry for a first revision, by an administrator, unless told otherwise. */
export function someAuditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  const integrationId = changes.integrationId ?? randomUUID();
  const revision = changes.revision ?? 1;
  return {
    id: `${integrationId}:${revision}`,
    at: new Date('2026-03-01T12:00:00.000Z'),
    actor: { name: 'ops', kind: 'configured', address: '10.0.0.9', requestId: 'r-1' },
    action: 'created',
    scope: 'project:7',
    name: 'webhook',
    label: '',
    integrationId,
    revision,
    changes: { active: { from: null, to: true } },
    ...changes,
  };
}
