import { integrationByName } from '@patchbay/integration-catalogue';
import type { IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { someSettings } from '../testing/some-settings.ts';
import { Inheritance } from './inheritance.ts';
import type { IntegrationSettings } from './integration-settings.ts';

const definition = integrationByName('slack') as IntegrationDefinition;

async function standingIn(
  scope: ScopeKey,
  rows: readonly (readonly [ScopeKey, Partial<IntegrationSettings>])[],
) {
  const store = new InMemorySettingsStore();
  for (const [where, changes] of rows) {
    await store.insert(someSettings({ scope: where, name: 'slack', ...changes }));
  }
  const { holding, isInherited } = await new Inheritance(store).standing({ scope, definition, label: '' });
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

  it('is the instance’s for a project, since its groups are not known here', async () => {
    expect(
      await standingIn('project:7', [
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
