import { integrationByName } from '@patchbay/integration-catalogue';
import { NamespaceMap } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { someSettings } from '../testing/some-settings.ts';
import { Inheritance } from './inheritance.ts';
import type { IntegrationSettings } from './integration-settings.ts';

const definition = integrationByName('slack') as IntegrationDefinition;

type Rows = readonly (readonly [ScopeKey, Partial<IntegrationSettings>])[];

/** The only project whose path is known is number 7, in the group `a/b`. */
async function given(rows: Rows) {
  const [store, places] = [new InMemorySettingsStore(), new InMemoryPlaceStore()];
  await places.keepPlaces([{ id: 7, path: 'a/b/engine', at: 1 }]);
  for (const [where, changes] of rows) {
    await store.insert(someSettings({ scope: where, name: 'slack', ...changes }));
  }
  return new Inheritance(store, new Paths(places, new NamespaceMap()));
}

async function standingIn(scope: ScopeKey, rows: Rows) {
  const { holding, isInherited } = await (await given(rows)).standing({ scope, definition, label: '' });
  return [holding?.scope, isInherited];
}

describe('what holds in a scope', () => {
  it('is its own row, turned on or off', async () => {
    expect(await standingIn('project:7', [['project:7', {}]])).toEqual(['project:7', false]);
    const off = { isActive: false };
    const rows = [
      ['group:a/b', off],
      ['group:a', {}],
    ] as const;
    expect(await standingIn('group:a/b', rows)).toEqual(['group:a/b', false]);
  });

  it('is the nearest row further out that does not inherit itself, where the own one inherits', async () => {
    const inherits = { isInherited: true };
    const rows = [
      ['group:a/b/c', inherits],
      ['group:a/b', inherits],
      ['group:a', {}],
      ['instance', {}],
    ] as const;
    expect(await standingIn('group:a/b/c', rows)).toEqual(['group:a', true]);
  });

  it('is for a project what its groups say, the innermost first, and then the instance', async () => {
    const rows = [
      ['group:a', {}],
      ['group:a/b', {}],
      ['instance', {}],
    ] as const;
    expect(await standingIn('project:7', rows)).toEqual(['group:a/b', true]);
    expect(await standingIn('project:7', [rows[0], rows[2]])).toEqual(['group:a', true]);
  });

  it('is the instance’s for a project of which no event has told where it is', async () => {
    expect(
      await standingIn('project:8', [
        ['group:a', {}],
        ['instance', {}],
      ]),
    ).toEqual(['instance', true]);
  });

  it('is nothing where no scope says anything', async () => {
    expect(await standingIn('group:a', [])).toEqual([undefined, false]);
    expect(await standingIn('project:7', [['project:7', { isInherited: true }]])).toEqual([undefined, true]);
    expect(await standingIn('instance', [['group:a', {}]])).toEqual([undefined, false]);
  });
});

describe('the tracker that acts for a project', () => {
  const acting = async (rows: Rows) => (await (await given(rows)).acting('project:7', 'tracker'))?.scope;
  const tracker = (name: string, changes: Partial<IntegrationSettings> = {}) => ({ name, ...changes });

  it('is that of the nearest group, whatever there is further out', async () => {
    const rows: Rows = [
      ['group:a/b', tracker('youtrack')],
      ['group:a', tracker('redmine')],
      ['instance', tracker('bugzilla')],
    ];
    expect(await acting(rows)).toBe('group:a/b');
    expect(await acting(rows.slice(1))).toBe('group:a');
    expect(await acting(rows.slice(2))).toBe('instance');
  });

  it('is none that a group on the way has turned off, nor what only inherits', async () => {
    const rows: Rows = [
      ['group:a/b', tracker('bugzilla', { isInherited: true })],
      ['group:a', tracker('bugzilla', { isActive: false })],
      ['instance', tracker('bugzilla')],
    ];
    expect(await acting(rows)).toBeUndefined();
    expect(await acting([...rows, ['instance', tracker('redmine')]])).toBe('instance');
  });
});
