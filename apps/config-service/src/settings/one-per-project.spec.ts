import { defineIntegration } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { at, own, startSettingsService as setUp } from '../testing/settings-service.ts';
import { someSettings } from '../testing/some-settings.ts';
import type { IntegrationSettings } from './integration-settings.ts';
import { actingOfKind } from './one-per-project.ts';

describe('trackers and wikis, of which a project has one', () => {
  const tracker = (name: string): IntegrationDefinition =>
    defineIntegration({
      ...{ name, title: name.toUpperCase(), summary: '', category: 'issue_tracker' },
      fields: {},
      events: { supported: [] },
      tracker: { links: () => ({ issue: 'https://t.example/:id' }), references: () => [] },
    });
  const [one, two] = [tracker('one'), tracker('two')];
  const wiki = defineIntegration({
    ...{ name: 'notes', title: 'Notes', summary: '', category: 'third_party_wiki' },
    fields: {},
    events: { supported: [] },
    wiki: { link: () => 'https://w.example/' },
  });

  it.each([own({}), { parameters: {}, isInherited: true }])(
    'refuses a second one while the first is active: %j',
    async (change) => {
      const { service } = setUp();
      await service.upsert(at('project:7', one), own({}));
      await expect(service.upsert(at('project:7', two), change)).rejects.toMatchObject({
        code: 'invalid_settings',
        fields: {
          active: [{ key: 'validation.other_is_active', values: { other: 'one', kind: 'tracker' } }],
        },
      });
    },
  );

  it('takes another one once the first is turned off, and changes to the one there is', async () => {
    const { service } = setUp();
    await service.upsert(at('project:7', one), own({}));
    await service.upsert(at('project:7', one), own({}));
    await service.remove(at('project:7', one));
    await service.upsert(at('project:7', two), own({}));
    await expect(service.upsert(at('project:7', one), own({}))).rejects.toThrow('a project has one active');
  });

  it('holds several in groups and in the instance, and one of each kind in a project', async () => {
    const { service } = setUp();
    for (const scope of ['group:a', 'instance'] as const) {
      for (const definition of [one, two]) await service.upsert(at(scope, definition), own({}));
    }
    for (const definition of [one, wiki]) await service.upsert(at('project:7', definition), own({}));
  });

  it('does not count what the project only inherits', async () => {
    const { service } = setUp();
    await service.upsert(at('project:7', one), { parameters: {}, isInherited: true });
    const second = await service.upsert(at('project:7', two), own({}));
    expect(second).toMatchObject({ isActive: true, exclusive: 'tracker' });
  });

  it('lets one of two writes at the same time win, and tells the other one which', async () => {
    const { service } = setUp();
    const results = await Promise.allSettled([
      service.upsert(at('project:7', one), own({})),
      service.upsert(at('project:7', two), own({})),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'invalid_settings' });
  });
});

describe('the tracker that acts for a project', () => {
  const row = (name: string, changes: Partial<IntegrationSettings> = {}) =>
    someSettings({ name, ...changes });
  const acting = (project: readonly IntegrationSettings[], outer: readonly IntegrationSettings[]) =>
    actingOfKind('tracker', project, outer)?.name;
  const outer = ['bugzilla', 'redmine'].map((name) => row(name, { scope: 'instance' }));

  it('is the project’s own one, whatever it inherits', () => {
    const own = row('youtrack', { exclusive: 'tracker' });
    expect(acting([row('bugzilla', { isInherited: true }), own], outer)).toBe('youtrack');
  });

  it('is the first of those that it inherits, where it has none', () => {
    expect(acting([row('redmine', { isInherited: true })], outer)).toBe('bugzilla');
    expect(acting([row('confluence', { exclusive: 'wiki' })], outer)).toBe('bugzilla');
  });

  it('is none that is turned off in the project or further out', () => {
    expect(acting([row('bugzilla', { isActive: false })], outer)).toBe('redmine');
    expect(
      acting(
        [],
        outer.map((one) => ({ ...one, isActive: false })),
      ),
    ).toBeUndefined();
  });
});
