import { translateProblem } from '@patchbay/integration-catalogue';
import { problem } from '@patchbay/integration-contracts';
import { askGraphql } from '../testing/ask-graphql.ts';
import type { GraphqlAnswer } from '../testing/ask-graphql.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const UPDATE = `mutation Update($input: IntegrationUpdateInput!) { integrationUpdate(input: $input) {
  integration { type active ... on WebhookService { url triggers revision inherited } } errors
} }`;
const DELETE =
  'mutation Delete($input: IntegrationDeleteInput!) { integrationDelete(input: $input) { errors } }';
const URL_GIVEN = { url: 'https://example.com/hook' };
const HOOK = { projectPath: '7', service: 'WEBHOOK_SERVICE' };

type Variables = Readonly<Record<string, unknown>>;

describe('GraphQL mutations', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp({ REQUEST_FIELD_LIMIT: '20' });
  });
  afterEach(() => service.app.close());

  const update = (input: Variables, token: string = TOKENS.admin): Promise<GraphqlAnswer> =>
    askGraphql(service, UPDATE, { variables: { input }, token });
  const remove = (input: Variables, token: string = TOKENS.admin): Promise<GraphqlAnswer> =>
    askGraphql(service, DELETE, { variables: { input }, token });
  const shown = (integration: Variables, errors: readonly string[] = []) => ({
    integrationUpdate: { integration, errors },
  });
  const refused = (errors: readonly string[]) => ({ integrationUpdate: { integration: null, errors } });

  it('set an integration up, change it, and switch its events', async () => {
    const created = await update({ ...HOOK, properties: URL_GIVEN, events: ['push', 'pipeline'] });
    const hook = { type: 'WebhookService', active: true, inherited: false, ...URL_GIVEN };
    expect(created.errors).toEqual([]);
    expect(created.data).toEqual(shown({ ...hook, revision: 1, triggers: ['pipeline', 'push'] }));
    const changed = await update({ ...HOOK, properties: { url: 'https://example.com/other' } });
    expect(changed.data).toMatchObject(
      shown({ url: 'https://example.com/other', revision: 2, triggers: ['pipeline', 'push'] }),
    );
  });

  it('turn an integration off with its settings, and on again', async () => {
    await update({ ...HOOK, properties: URL_GIVEN, active: false });
    expect(await service.store.listScope('project:7')).toMatchObject([{ isActive: false }]);
    expect((await update(HOOK)).data).toMatchObject(shown({ active: true, ...URL_GIVEN }));
  });

  it('take names of settings as their types have them, and as REST has them', async () => {
    for (const name of ['notifyOnlyBrokenPipelines', 'notify_only_broken_pipelines']) {
      const input = {
        ...{ groupPath: 'platform', service: 'DISCORD_SERVICE' },
        properties: { webhook: 'https://discord.com/api/webhooks/1/abc', [name]: false },
      };
      const query = `mutation Update($input: IntegrationUpdateInput!) { integrationUpdate(input: $input) {
        integration { ... on DiscordService { notifyOnlyBrokenPipelines } } errors
      } }`;
      const { data } = await askGraphql(service, query, { variables: { input } });
      expect(data).toEqual(shown({ notifyOnlyBrokenPipelines: false }));
    }
  });

  it('take properties that stand in the query itself', async () => {
    const query = `mutation { integrationUpdate(input: {
      instance: true, service: WEBHOOK_SERVICE, label: "audit", properties: { url: "https://example.com/hook" }
    }) { integration { ... on WebhookService { slug } } errors } }`;
    expect((await askGraphql(service, query)).data).toEqual(shown({ slug: 'webhook:audit' }));
  });

  it('take the settings of an outer scope', async () => {
    await update({ instance: true, service: 'WEBHOOK_SERVICE', properties: URL_GIVEN });
    const { data } = await update({ ...HOOK, useInheritedSettings: true });
    expect(data).toMatchObject(shown({ inherited: true, ...URL_GIVEN }));
  });

  it('say what is wrong with the settings, by field and in the caller’s language, and store nothing', async () => {
    const input = { ...HOOK, properties: { url: 'ftp://x', colour: 'red' } };
    const english = await update(input);
    expect(english.data).toEqual(
      refused(['colour is not a field of this integration', 'url must start with https:// or http://']),
    );
    const german = await askGraphql(service, UPDATE, {
      variables: { input: HOOK },
      headers: { 'accept-language': 'de' },
    });
    expect(german.data).toEqual(refused([`url ${translateProblem('de', problem('missing'))}`]));
    expect(await service.store.listScope('project:7')).toEqual([]);
  });

  it('say of an event that the integration does not hear that it can’t be on', async () => {
    const { data } = await update({
      ...HOOK,
      service: 'ASANA_SERVICE',
      properties: { apiKey: 'asana-key-for-tests' },
      events: ['wiki_page'],
    });
    expect(data).toEqual(
      refused(['wikiPageEvents can’t be on: this integration does not listen to these events']),
    );
  });

  it('turn an integration off, and say where there is none', async () => {
    await update({ ...HOOK, properties: URL_GIVEN });
    expect((await remove(HOOK)).data).toEqual({ integrationDelete: { errors: [] } });
    expect(await service.store.listScope('project:7')).toMatchObject([{ isActive: false, sealed: null }]);
    const absent = await remove({ ...HOOK, service: 'ASANA_SERVICE' });
    expect(absent.data).toEqual({ integrationDelete: null });
    expect(absent.body).toContain('"code":"integration_not_found"');
  });

  it('refuse to change a revision that the caller has not seen', async () => {
    await update({ ...HOOK, properties: URL_GIVEN });
    const stale = [
      await update({ ...HOOK, properties: URL_GIVEN, revision: 7 }),
      await remove({ ...HOOK, revision: 7 }),
    ];
    for (const { body } of stale) expect(body).toContain('"code":"precondition_failed"');
    expect((await remove({ ...HOOK, revision: 1 })).data).toEqual({ integrationDelete: { errors: [] } });
  });

  it.each([
    ['reader', HOOK, 'forbidden'],
    ['maintainer', { ...HOOK, projectPath: null, instance: true }, 'forbidden'],
    ['team', HOOK, 'not_found'],
    ['project', { ...HOOK, projectPath: '8' }, 'not_found'],
    ['project', { ...HOOK, projectPath: 'no/such' }, 'not_found'],
    ['admin', { ...HOOK, projectPath: null }, 'invalid_request'],
    ['admin', { ...HOOK, instance: true }, 'invalid_request'],
    ['admin', { ...HOOK, projectPath: null, instance: false }, 'invalid_request'],
    ['admin', { ...HOOK, label: 'not a label' }, 'invalid_request'],
    ['admin', { ...HOOK, service: 'ASANA_SERVICE', label: 'second' }, 'invalid_request'],
  ] as const)('let a %s token change nothing by %j: %s', async (name, input, code) => {
    for (const { data, body } of [
      await update({ ...input, properties: URL_GIVEN }, TOKENS[name]),
      await remove(input, TOKENS[name]),
    ]) {
      expect(Object.values(data as Variables)).toEqual([null]);
      expect(body).toContain(`"code":"${code}"`);
    }
    expect(await service.store.countUnpublished()).toBe(0);
  });

  it('answer the same for a place of others as for one that is not there', async () => {
    await update({ ...HOOK, projectPath: '8', properties: URL_GIVEN });
    const [others, absent] = [
      await remove({ ...HOOK, projectPath: '8' }, TOKENS.project),
      await remove({ ...HOOK, projectPath: 'no/such' }, TOKENS.project),
    ];
    expect(others.body).toBe(absent.body);
  });

  it.each([
    ['no object', { properties: ['url'] }, /settings by name/],
    ['an unknown event', { events: ['lunch'] }, /IntegrationEvent/],
    ['an unknown kind', { service: 'PIGEON_SERVICE' }, /ServiceType/],
    ['an unknown member', { colour: 'red' }, /colour/],
  ])('refuse %s', async (_name, wrong, message) => {
    const { errors } = await update({ ...HOOK, properties: URL_GIVEN, ...wrong });
    expect(errors).toEqual([expect.stringMatching(message) as unknown]);
    expect(await service.store.countUnpublished()).toBe(0);
  });

  it.each([
    ['too many properties', Array.from({ length: 21 }, (_none, at) => `a${at}: 1`).join(' '), /at most 20/],
    ['a name that every object is born with', '__proto__: { url: "https://example.com" }', /__proto__/],
    ['a NUL character', 'url: "https://example.com/\\u0000"', /NUL/],
  ])('refuse %s in the query itself', async (_name, properties, message) => {
    const { errors } = await askGraphql(
      service,
      `mutation { integrationUpdate(input: {
        projectPath: "7", service: WEBHOOK_SERVICE, properties: { ${properties} }
      }) { errors } }`,
    );
    expect(errors).toEqual([expect.stringMatching(message) as unknown]);
    expect(await service.store.countUnpublished()).toBe(0);
  });

  it('try the stored settings out, or those given', async () => {
    service.deliveries.outcome = { outcome: 'dead', reason: 'http_404' };
    const test = (input: Variables, token?: string) =>
      askGraphql(
        service,
        'mutation T($input: IntegrationTestInput!) { integrationTest(input: $input) { success outcome reason errors } }',
        { variables: { input }, token },
      );
    const report = { success: false, outcome: 'dead', reason: 'http_404', errors: [] };
    expect((await test({ ...HOOK, properties: URL_GIVEN })).data).toEqual({ integrationTest: report });
    const [{ headers } = { headers: undefined }] = service.deliveries.sent;
    expect(headers?.request).toMatchObject({ kind: 'test', trial: { name: 'webhook' } });
    expect(await service.store.countUnpublished()).toBe(0);
    expect((await test(HOOK)).errors).toEqual([expect.stringContaining('not set up') as unknown]);
    expect((await test(HOOK, TOKENS.reader)).body).toContain('"code":"forbidden"');
  });
});
