import { randomUUID } from 'node:crypto';
import type { IntegrationSettings } from '../settings/integration-settings.ts';

const AT = new Date('2026-03-01T12:00:00.000Z');

/** Settings as a store keeps them, at revision 1 unless told otherwise. */
export function someSettings(changes: Partial<IntegrationSettings> = {}): IntegrationSettings {
  return {
    id: randomUUID(),
    scope: 'project:7',
    name: 'webhook',
    label: '',
    revision: 1,
    publishedRevision: 0,
    isActive: true,
    isInherited: false,
    triggers: ['push', 'merge_request'],
    sealed: { key: 'k1', nonce: 'bm9uY2Vub25jZQ==', data: 'c2VhbGVk' },
    data: {},
    exclusive: null,
    routing: { branches_to_be_notified: 'all' },
    createdAt: AT,
    updatedAt: AT,
    ...changes,
  };
}
