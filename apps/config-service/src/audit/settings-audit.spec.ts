import { CATALOGUE, integrationByName } from '@patchbay/integration-catalogue';
import { isAsked, validateSettings } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { at as addressAt, own, startSettingsService } from '../testing/settings-service.ts';
import { someSettings } from '../testing/some-settings.ts';
import type { Actor } from './actor.ts';
import { changesBetween } from './settings-changes.ts';

const webhook = integrationByName('webhook') as IntegrationDefinition;
const at = addressAt('project:7', webhook);
const URL_ONE = 'https://one.example/hook';
const KIM: Actor = { name: 'kim', kind: 'personal', address: '10.0.0.9', requestId: 'r-1' };

function setUp() {
  const started = startSettingsService();
  const entries = () => started.trail.list({ limit: 100 });
  return { ...started, entries, context: { actor: KIM } };
}

describe('the audit trail of settings', () => {
  it('tells who created what, from where, in which request', async () => {
    const { service, entries, context, clock } = setUp();
    const { id } = await service.upsert(at, own({ url: URL_ONE }), context);
    expect(await entries()).toEqual([
      {
        id: `${id}:1`,
        at: clock.date,
        actor: KIM,
        action: 'created',
        scope: 'project:7',
        name: 'webhook',
        label: '',
        integrationId: id,
        revision: 1,
        changes: expect.objectContaining({
          active: { from: null, to: true },
          url: { from: null, to: URL_ONE },
          push_events: { from: null, to: true },
        }) as unknown,
      },
    ]);
  });

  it('lists what an update changed, switches included, and nothing else', async () => {
    const { service, entries, context, clock } = setUp();
    await service.upsert(at, own({ url: URL_ONE }), context);
    clock.date = new Date('2026-03-02T00:00:00Z');
    await service.upsert(at, own({ url: URL_ONE, push_events: false }), context);
    const [newest] = await entries();
    expect(newest).toMatchObject({ action: 'updated', revision: 2, at: clock.date });
    expect(newest?.changes).toEqual({ push_events: { from: true, to: false } });
  });

  it('says of a secret that it was set, changed or cleared, and no more', async () => {
    const { service, entries, context, clock } = setUp();
    const secretChanges = async (parameters: Record<string, unknown>) => {
      clock.date = new Date(clock.date.getTime() + 1000);
      await service.upsert(at, own(parameters), context);
      return (await entries())[0]?.changes['token'];
    };
    const [one, two] = ['hook-token-1', 'hook-token-2'];
    expect(await secretChanges({ url: URL_ONE, token: one })).toEqual({ from: null, to: '***' });
    expect(await secretChanges({ token: two })).toEqual({ from: '***', to: '***' });
    expect(await secretChanges({ token: two, push_events: false })).toBeUndefined();
    expect(await secretChanges({ url: `${URL_ONE}/other` })).toEqual({ from: '***', to: null });
    expect(JSON.stringify(await entries())).not.toMatch(/hook-token/);
  });

  it('tells apart inheriting, turning off and deleting for good', async () => {
    const { service, entries, context, clock } = setUp();
    const steps = [
      () => service.upsert(at, own({ url: URL_ONE }), context),
      () => service.upsert(at, { parameters: {}, isInherited: true }, context),
      () => service.remove(at, context),
      () => service.purge(at, context),
      () => service.upsert(at, own({ url: URL_ONE }), context),
    ];
    for (const step of steps) {
      clock.date = new Date(clock.date.getTime() + 1000);
      await step();
    }
    const trail = [...(await entries())].reverse();
    expect(trail.map(({ action, revision }) => [action, revision])).toEqual([
      ['created', 1],
      ['inherited', 2],
      ['turned_off', 3],
      ['deleted', 4],
      ['created', 1],
    ]);
    expect(trail[1]?.changes['url']).toEqual({ from: URL_ONE, to: null });
    expect(trail[3]?.changes['active']).toEqual({ from: false, to: null });
  });

  it('loses no entry when the trail can’t be written, and brings it later', async () => {
    const { service, store, trail, audit, entries, context } = setUp();
    trail.failure = new Error('away');
    await service.upsert(at, own({ url: URL_ONE }), context);
    await service.upsert(at, own({ push_events: false }), context);
    trail.failure = undefined;
    expect(await entries()).toEqual([]);
    expect(await audit.bringLeftovers()).toBe(2);
    expect((await entries()).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(await audit.bringLeftovers()).toBe(0);
    expect(await store.listPendingAudit(10)).toEqual([]);
  });

  it('has no entry for a write that was refused', async () => {
    const { service, entries, context } = setUp();
    await expect(service.upsert(at, own({ url: 'x' }), context)).rejects.toThrow();
    await expect(service.remove(at, context)).rejects.toThrow();
    expect(await entries()).toEqual([]);
  });

  it('has an entry for what can’t be opened any more', async () => {
    const { service, store, entries, context } = setUp();
    const lost = { key: 'lost', nonce: '', data: '' };
    await store.insert(someSettings({ sealed: lost }));
    await service.remove(at, context);
    const [entry] = await entries();
    expect(entry).toMatchObject({ action: 'turned_off', changes: { active: { from: true, to: false } } });
  });
});

describe('the changes of every integration', () => {
  it.each(CATALOGUE.map((definition) => [definition.name, definition] as const))(
    'hold no secret of %s',
    (_name, definition) => {
      const values = exampleOf(definition);
      const settings = { isActive: true, isInherited: false, triggers: definition.events.default };
      const after = { settings, values };
      const shown = JSON.stringify([
        changesBetween(definition, undefined, after),
        changesBetween(definition, after, { settings, values: {} }),
      ]);
      for (const [name, field] of Object.entries(definition.fields)) {
        const value = values[name];
        if (field.isSecret && typeof value === 'string') expect(shown).not.toContain(JSON.stringify(value));
      }
    },
  );
});

/** Every field that is asked for with its example, or something of its own for a secret. */
function exampleOf(definition: IntegrationDefinition): Readonly<Record<string, unknown>> {
  const given = Object.fromEntries(
    Object.entries(definition.fields).map(([name, { options }]) => [
      name,
      options.example ?? options.default,
    ]),
  );
  const asked = Object.entries(given).filter(([name]) => isAsked(definition, name, (other) => given[other]));
  return validateSettings(definition, Object.fromEntries(asked));
}
