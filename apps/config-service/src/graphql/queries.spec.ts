import { integrationByName } from '@patchbay/integration-catalogue';
import { camelCase, exampleSettings, legacyTypeName } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { askGraphql } from '../testing/ask-graphql.ts';
import { someSettings } from '../testing/some-settings.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const TYPED = ['jira', 'slack', 'jenkins', 'discord', 'asana', 'microsoft_teams', 'prometheus'];

const definitionOf = (name: string): IntegrationDefinition => {
  const definition = integrationByName(name);
  if (definition === undefined) throw new Error(`no integration is named ${name}`);
  return definition;
};

describe('GraphQL queries', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp();
  });
  afterEach(() => service.app.close());

  const put = async (path: string, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    const headers = { 'private-token': TOKENS.admin };
    const answer = await service.app.inject({ method: 'PUT', url: `/api/v4/${path}`, headers, payload });
    expect([path, answer.statusCode, answer.body]).toEqual([path, 200, expect.any(String)]);
  };
  const webhook = { url: 'https://example.com/hook' };

  it('find the integrations of a project, a group and the instance', async () => {
    await put('projects/7/integrations/webhook', webhook);
    await put('groups/platform%2FTools/integrations/webhook', webhook);
    await put('admin/integrations/asana', { api_key: 'asana-key-for-tests' });
    const list = 'integrations { count nodes { type serviceType active } }';
    const { data, errors } = await askGraphql(
      service,
      `{
        project(fullPath: "7") { id ${list} }
        group(fullPath: "platform/tools") { id fullPath ${list} }
        instance { id ${list} }
      }`,
    );
    const asana = { type: 'AsanaService', serviceType: 'ASANA_SERVICE', active: true };
    const hook = { type: 'WebhookService', serviceType: 'WEBHOOK_SERVICE', active: true };
    const both = { count: 2, nodes: [asana, hook] };
    expect(errors).toEqual([]);
    expect(data).toEqual({
      project: { id: '7', integrations: both },
      group: { id: 'platform/tools', fullPath: 'platform/tools', integrations: both },
      instance: { id: 'instance', integrations: { count: 1, nodes: [asana] } },
    });
  });

  it.each(TYPED)('tell the settings of %s in its own type', async (name) => {
    const definition = definitionOf(name);
    const example = exampleSettings(definition);
    await put(`projects/7/integrations/${name.replaceAll('_', '-')}`, example);
    const shown = Object.keys(definition.fields).filter(
      (field) => definition.fields[field]?.isSecret === false,
    );
    const fields = shown.map(camelCase);
    const { data, errors } = await askGraphql(
      service,
      `{ project(fullPath: "7") { services { nodes { __typename ... on ${legacyTypeName(name)} { ${fields.join(' ')} } } } } }`,
    );
    const rest = await service.app.inject({
      url: `/api/v4/projects/7/integrations/${name.replaceAll('_', '-')}`,
      headers: { 'private-token': TOKENS.admin },
    });
    const { properties } = JSON.parse(rest.body) as { properties: Record<string, unknown> };
    expect(errors).toEqual([]);
    expect(data).toEqual({
      project: {
        services: {
          nodes: [
            {
              __typename: legacyTypeName(name),
              ...Object.fromEntries(shown.map((field) => [camelCase(field), properties[field] ?? null])),
            },
          ],
        },
      },
    });
  });

  it('tell what every integration has, and where it is inherited from', async () => {
    await put('admin/integrations/webhook', { ...webhook, push_events: true });
    await put('projects/7/integrations/webhook', { use_inherited_settings: true });
    await put('projects/7/integrations/webhook:audit', webhook);
    const { data } = await askGraphql(
      service,
      `{ project(fullPath: "7") { integrations(type: WEBHOOK_SERVICE) { nodes { ... on WebhookService {
        id slug label inherited inheritedFrom revision updatedAt triggers url
      } } } } }`,
    );
    const common = {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      revision: 1,
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      triggers: expect.arrayContaining(['push']) as unknown,
      url: webhook.url,
    };
    expect(data).toEqual({
      project: {
        integrations: {
          nodes: [
            { ...common, slug: 'webhook', label: null, inherited: true, inheritedFrom: 'instance' },
            { ...common, slug: 'webhook:audit', label: 'audit', inherited: false, inheritedFrom: null },
          ],
        },
      },
    });
  });

  it('find a project by its path, with what its groups have', async () => {
    await service.places.keepPlaces([{ id: 7, path: 'Platform/tools/cli', at: 1 }]);
    await put('groups/platform/integrations/webhook', webhook);
    const { data } = await askGraphql(
      service,
      `{ project(fullPath: "platform/Tools/cli") { id fullPath integrations { nodes {
        ... on WebhookService { inheritedFrom url }
      } } } }`,
      { token: TOKENS.team },
    );
    const nodes = [{ inheritedFrom: 'group:platform', ...webhook }];
    expect(data).toEqual({ project: { id: '7', fullPath: 'Platform/tools/cli', integrations: { nodes } } });
  });

  it('leave out what is turned off when asked to, and show it otherwise', async () => {
    await put('projects/7/integrations/webhook', webhook);
    await service.app.inject({
      method: 'DELETE',
      url: '/api/v4/projects/7/integrations/webhook',
      headers: { 'private-token': TOKENS.admin },
    });
    const { data } = await askGraphql(
      service,
      `{ project(fullPath: "7") {
        on: integrations(active: true) { count }
        off: integrations(active: false) { count }
        all: integrations { nodes { active } }
        others: integrations(type: ASANA_SERVICE) { count }
      } }`,
    );
    expect(data).toEqual({
      project: {
        on: { count: 0 },
        off: { count: 1 },
        all: { nodes: [{ active: false }] },
        others: { count: 0 },
      },
    });
  });

  it('go through a list page by page', async () => {
    for (const label of ['a', 'b', 'c']) await put(`projects/7/integrations/webhook:${label}`, webhook);
    const page = async (after: string | null) => {
      const query = `query Page($after: String) { project(fullPath: "7") { integrations(first: 2, after: $after) {
        count edges { cursor node { ... on WebhookService { label } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } } }`;
      const { data } = await askGraphql(service, query, { variables: { after } });
      const { project } = data as { project: { integrations: Page } };
      return project.integrations;
    };
    const first = await page(null);
    expect(first.count).toBe(3);
    expect(first.edges.map(({ node }) => node.label)).toEqual(['a', 'b']);
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0]?.cursor,
      endCursor: first.edges[1]?.cursor,
    });
    const last = await page(first.pageInfo.endCursor);
    expect(last.edges.map(({ node }) => node.label)).toEqual(['c']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('tell no more than kind and state of one whose key is missing or whose kind is unknown', async () => {
    const sealed = { key: 'lost', nonce: 'bm9uY2Vub25jZQ==', data: 'c2VhbGVk' };
    await service.store.insert(someSettings({ name: 'jira', sealed }));
    await service.store.insert(someSettings({ name: 'carrier_pigeon', sealed }));
    const { data, errors } = await askGraphql(
      service,
      '{ project(fullPath: "7") { integrations { nodes { __typename type serviceType active ... on JiraService { url } } } } }',
    );
    const base = { __typename: 'BaseService', active: true };
    expect(errors).toEqual([]);
    expect(data).toEqual({
      project: {
        integrations: {
          nodes: [
            { ...base, type: 'CarrierPigeonService', serviceType: null },
            { ...base, type: 'JiraService', serviceType: 'JIRA_SERVICE' },
          ],
        },
      },
    });
  });
});

interface Page {
  readonly count: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly label: string } }[];
  readonly pageInfo: { readonly endCursor: string };
}
