import fc from 'fast-check';
import { TRIGGERS } from '@patchbay/integration-contracts';
import type { ScopeKey, SettingsRevision } from '@patchbay/integration-contracts';
import { PackedSubscriptionView } from './packed-subscription.view.ts';

const SCOPES: readonly ScopeKey[] = [
  'instance',
  'group:acme',
  'group:acme/rockets',
  'project:1',
  'project:2',
];

function settings(changes: Partial<SettingsRevision> = {}): SettingsRevision {
  return {
    v: 1,
    id: 'a',
    scope: 'project:1',
    name: 'slack',
    label: '',
    revision: 1,
    isActive: true,
    isInherited: false,
    triggers: ['push', 'pipeline'],
    routing: { branches: 'main' },
    sealed: { key: 'k', nonce: 'n', data: 'd'.repeat(400) },
    updatedAt: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

describe('PackedSubscriptionView', () => {
  it('gives what matching needs, and keeps nothing of the sealed part', () => {
    const view = new PackedSubscriptionView(10);
    view.put(settings({ label: 'team', triggers: [...TRIGGERS] }));
    const [own] = view.ownOf('project:1');
    expect(own).toEqual({
      id: 'a',
      scope: 'project:1',
      name: 'slack',
      identity: 'slack:team',
      revision: 1,
      isActive: true,
      isInherited: false,
      triggers: TRIGGERS,
      routing: { branches: 'main' },
    });
    expect(JSON.stringify(own)).not.toContain('dddd');
  });

  it('drops a revision older than the one it holds, and takes the same one again', () => {
    const view = new PackedSubscriptionView(10);
    view.put(settings({ revision: 5, isActive: false }));
    expect(view.put(settings({ revision: 4 }))).toBe(false);
    expect(view.ownOf('project:1')).toMatchObject([{ revision: 5, isActive: false }]);
    expect(view.put(settings({ revision: 5, isActive: false }))).toBe(true);
    expect(view.put(settings({ revision: 6 }))).toBe(true);
    expect(view.ownOf('project:1')).toMatchObject([{ revision: 6, isActive: true }]);
  });

  it('does not know a scope that holds nothing, nor stumbles over a deletion of what it does not hold', () => {
    const view = new PackedSubscriptionView(10);
    view.remove('never there');
    expect(view.ownOf('project:1')).toEqual([]);
    expect(view.size).toBe(0);
  });

  it('agrees with a plain map through any sequence of revisions, moves and deletions', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      scope: fc.constantFrom(...SCOPES),
      revision: fc.integer({ min: 1, max: 6 }),
      isDeletion: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (changes, cached) => {
        const view = new PackedSubscriptionView(cached);
        const model = new Map<string, SettingsRevision>();
        for (const { id, scope, revision, isDeletion } of changes) {
          const next = settings({ id, scope, revision });
          if (isDeletion) view.remove(id);
          else expect(view.put(next)).toBe(revision >= (model.get(id)?.revision ?? 0));
          if (isDeletion) model.delete(id);
          else if (revision >= (model.get(id)?.revision ?? 0)) model.set(id, next);
        }
        const expected = (scope: ScopeKey): string[] =>
          [...model.values()].filter((row) => row.scope === scope).map((row) => `${row.id}@${row.revision}`);
        for (const scope of SCOPES) {
          const found = view.ownOf(scope).map((row) => `${row.id}@${row.revision}`);
          expect(found.sort()).toEqual(expected(scope).sort());
        }
        expect(view.size).toBe(model.size);
      }),
    );
  });
});
