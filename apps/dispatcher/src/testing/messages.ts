import type { SettingsRevision } from '@patchbay/integration-contracts';
import type { Message } from './installation.ts';

/** Settings of a web hook for the whole instance, unless told otherwise. */
export function webhook(id: string, changes: Partial<SettingsRevision> = {}): SettingsRevision {
  return {
    v: 1,
    id,
    scope: 'instance',
    name: 'webhook',
    label: id,
    revision: 1,
    isActive: true,
    isInherited: false,
    triggers: ['push', 'tag_push', 'pipeline'],
    routing: {},
    sealed: null,
    updatedAt: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

/** A push to a project in the group `acme/rockets`. */
export const push = (projectId: number, extra: object = {}): string =>
  JSON.stringify(
    {
      object_kind: 'push',
      ref: 'refs/heads/main',
      project: { id: projectId, path_with_namespace: 'acme/rockets/engine', default_branch: 'main' },
      ...extra,
    },
    undefined,
    1,
  );

export const event = (eventId: string, value: string | Buffer | null, key = '7'): Message => ({
  key,
  value,
  headers: { 'event-id': eventId },
});
