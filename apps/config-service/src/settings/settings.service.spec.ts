import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, defineIntegration, field } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import { at as addressAt, own, startSettingsService as setUp } from '../testing/settings-service.ts';

const webhook = integrationByName('webhook') as IntegrationDefinition;
const at = (scope: ScopeKey, definition = webhook) => addressAt(scope, definition);
const URL_ONE = 'https://one.example/hook';

describe('writing settings', () => {
  it('creates them active, sealed, with the default triggers, at revision 1', async () => {
    const { service, store } = setUp();
    const created = await service.upsert(at('project:7'), own({ url: URL_ONE, token: 'hook-token-9' }));
    expect(created).toMatchObject({ revision: 1, isActive: true, isInherited: false, publishedRevision: 0 });
    expect(created.triggers).toEqual(webhook.events.default);
    expect(JSON.stringify(created)).not.toContain('hook-token-9');
    expect(service.valuesOf(created)).toMatchObject({ url: URL_ONE, token: 'hook-token-9' });
    expect(await store.find(created)).toEqual(created);
  });

  it('changes what is given and raises the revision', async () => {
    const { service, clock } = setUp();
    const created = await service.upsert(at('project:7'), own({ url: URL_ONE }));
    clock.date = new Date('2026-03-02T00:00:00Z');
    const changed = await service.upsert(at('project:7'), own({ push_events: false }));
    expect(changed).toMatchObject({
      id: created.id,
      revision: 2,
      createdAt: created.createdAt,
      updatedAt: clock.date,
    });
    expect(changed.triggers).not.toContain('push');
    expect(service.valuesOf(changed)).toMatchObject({ url: URL_ONE });
  });

  it('changes nothing when a value is refused', async () => {
    const { service, store } = setUp();
    await expect(service.upsert(at('project:7'), own({ url: 'x' }))).rejects.toThrow(AppError);
    expect(await store.countUnpublished()).toBe(0);
  });

  it('loses neither of two writes at the same time', async () => {
    const { service } = setUp();
    await service.upsert(at('project:7'), own({ url: URL_ONE }));
    await Promise.all([
      service.upsert(at('project:7'), own({ push_events: false })),
      service.upsert(at('project:7'), own({ token: 'hook-token-9' })),
    ]);
    const after = await service.get(at('project:7'));
    expect(after.revision).toBe(3);
    expect(after.triggers).not.toContain('push');
    expect(service.valuesOf(after)).toMatchObject({ token: 'hook-token-9' });
  });

  it('makes one of two creations an update of the other', async () => {
    const { service } = setUp();
    const both = await Promise.all([
      service.upsert(at('project:7'), own({ url: URL_ONE })),
      service.upsert(at('project:7'), own({ url: URL_ONE })),
    ]);
    expect(both.map(({ revision }) => revision).sort()).toEqual([1, 2]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('gives up with a conflict when others always come first', async () => {
    const { service, store } = setUp();
    store.insert = () => Promise.resolve(false);
    await expect(service.upsert(at('project:7'), own({ url: URL_ONE }))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('keeps data fields in clear beside the sealed ones, and gives back all of them', async () => {
    const { service } = setUp();
    const server = defineIntegration({
      ...{ name: 'server', title: 'Server', summary: '', category: 'common' },
      fields: { url: field.url({ dataField: true }), token: field.password({}) },
      events: { supported: [] },
    });
    const values = { url: 'https://one.example', token: 'token-1' };
    const created = await service.upsert(at('project:7', server), own(values));
    expect(created.data).toEqual({ url: 'https://one.example' });
    expect(service.valuesOf(created)).toEqual(values);
    const cleared = await service.upsert(at('project:7', server), own({ url: '' }));
    expect(cleared.data).toEqual({});
    expect(service.valuesOf(cleared)).toEqual({ token: 'token-1' });
  });

  it('refuses a level that the integration is not made for', async () => {
    const { service } = setUp();
    const projectOnly = defineIntegration({
      ...{ name: 'local', title: 'Local', summary: '', category: 'ci', levels: ['project'] },
      fields: {},
      events: { supported: ['push'] },
      requests: () => [],
    });
    await expect(service.upsert(at('group:a', projectOnly), own({}))).rejects.toMatchObject({
      code: 'level_not_available',
      detail: 'Local can be set up at project level only.',
    });
  });
});

describe('inheriting and turning off', () => {
  it('forgets own properties when it inherits', async () => {
    const { service } = setUp();
    await service.upsert(at('group:a'), own({ url: URL_ONE }));
    const inherited = await service.upsert(at('group:a'), { parameters: {}, isInherited: true });
    expect(inherited).toMatchObject({
      isInherited: true,
      isActive: true,
      sealed: null,
      routing: {},
      revision: 2,
    });
  });

  it('can’t inherit at instance level', async () => {
    const { service } = setUp();
    const change = { parameters: {}, isInherited: true };
    await expect(service.upsert(at('instance'), change)).rejects.toMatchObject({ code: 'invalid_settings' });
  });

  it('keeps a removed one as an inactive row, so that no outer scope switches it on again', async () => {
    const { service } = setUp();
    await service.upsert(at('project:7'), own({ url: URL_ONE, push_events: false }));
    await service.remove(at('project:7'));
    expect(await service.get(at('project:7'))).toMatchObject({
      ...{ isActive: false, isInherited: false, sealed: null, revision: 2 },
      triggers: webhook.events.default,
    });
    expect(await service.list('project:7')).toEqual([]);
    await expect(service.upsert(at('project:7'), own({}))).rejects.toMatchObject({
      fields: { url: [{ text: 'is missing' }] },
    });
  });

  it('does not find what was never set up', async () => {
    const { service } = setUp();
    await expect(service.get(at('project:7'))).rejects.toMatchObject({ code: 'integration_not_found' });
    await expect(service.remove(at('project:7'))).rejects.toMatchObject({ code: 'integration_not_found' });
  });

  it('refuses to remove what was modified since the given second', async () => {
    const { service } = setUp();
    await service.upsert(at('project:7'), own({ url: URL_ONE }));
    const before = new Date('2026-03-01T11:59:59Z');
    await expect(service.remove(at('project:7'), { unmodifiedSince: before })).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    await service.remove(at('project:7'), { unmodifiedSince: new Date('2026-03-01T12:00:00Z') });
  });
});

it('has room for a hundred web hooks in a scope, until one is purged', async () => {
  const { service } = setUp();
  const address = (label: string) => ({ ...at('project:7'), label });
  for (let number = 1; number <= 100; number += 1)
    await service.upsert(address(`l${number}`), own({ url: URL_ONE }));
  const more = () => service.upsert(address('more'), own({ url: URL_ONE }));
  await expect(more()).rejects.toMatchObject({ code: 'invalid_request' });
  await service.upsert(address('l100'), own({ push_events: false }));
  await service.upsert(at('project:8'), own({ url: URL_ONE }));
  await service.remove(address('l1'));
  await expect(more()).rejects.toMatchObject({ code: 'invalid_request' });
  await service.purge(address('l1'));
  expect(await more()).toMatchObject({ label: 'more', revision: 1 });
});

it('counts writes by how they end', async () => {
  const { service, registry } = setUp();
  await service.upsert(at('project:7'), own({ url: URL_ONE }));
  await service.upsert(at('project:7'), own({}));
  await expect(service.upsert(at('project:8'), own({}))).rejects.toThrow();
  await service.remove(at('project:7'));
  const metrics = await registry.metrics();
  for (const outcome of ['created', 'updated', 'refused', 'turned_off']) {
    expect(metrics).toContain(
      `patchbay_settings_writes_total{name="webhook",outcome="${outcome}",service="test"} 1`,
    );
  }
});
