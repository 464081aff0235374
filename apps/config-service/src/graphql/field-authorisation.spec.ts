import { buildSchema, isObjectType } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { graphqlSchema } from '@patchbay/integration-contracts';
import { askGraphql } from '../testing/ask-graphql.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const schema = buildSchema(graphqlSchema(CATALOGUE));

/** What every field of the two root types is asked with: something of `project:7`, of the group above it, or of the instance. */
const QUERIES: Readonly<Record<string, string>> = {
  project: '{ project(fullPath: "7") { id } }',
  group: '{ group(fullPath: "secret") { id } }',
  instance: '{ instance { id } }',
};
const HOOK = 'service: WEBHOOK_SERVICE';
const MUTATIONS: Readonly<Record<string, string>> = {
  integrationUpdate: `mutation { integrationUpdate(input: { PLACE, ${HOOK}, properties: { url: "https://x.example" } }) { errors } }`,
  integrationDelete: `mutation { integrationDelete(input: { PLACE, ${HOOK} }) { errors } }`,
  integrationTest: `mutation { integrationTest(input: { PLACE, ${HOOK} }) { errors } }`,
};
const PLACES = ['projectPath: "7"', 'groupPath: "secret"', 'instance: true'];

describe('who may use which field of GraphQL', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp({ URL_CHECK_TIMEOUT: '0ms' });
    for (const path of ['projects/7', 'groups/secret', 'admin']) {
      const url = `/api/v4/${path}/integrations/webhook`;
      const headers = { 'private-token': TOKENS.admin };
      await service.app.inject({ method: 'PUT', url, headers, payload: { url: 'https://h.example/' } });
    }
  });
  afterAll(() => service.app.close());

  const fieldsOf = (type: GraphQLObjectType | null | undefined): string[] =>
    Object.keys(isObjectType(type) ? type.getFields() : {});

  it('has a question here for every field of the schema’s roots', () => {
    expect(fieldsOf(schema.getQueryType()).sort()).toEqual(Object.keys(QUERIES).sort());
    expect(fieldsOf(schema.getMutationType()).sort()).toEqual(Object.keys(MUTATIONS).sort());
    expect(schema.getSubscriptionType()).toBeUndefined();
  });

  it('answers 401 to each of them without a token, and with one that is none', async () => {
    for (const query of [...Object.values(QUERIES), ...Object.values(MUTATIONS)]) {
      const payload = { query: query.replace('PLACE', PLACES[0] ?? '') };
      for (const token of [undefined, 'no-token-of-anybody']) {
        const headers = token === undefined ? {} : { 'private-token': token };
        const { statusCode } = await service.app.inject({
          method: 'POST',
          url: '/api/graphql',
          headers,
          payload,
        });
        expect([query, token, statusCode]).toEqual([query, token, 401]);
      }
    }
  });

  it('shows nothing to a token of another group, and nothing of the instance to one of a project', async () => {
    for (const [field, query] of Object.entries(QUERIES)) {
      const { data } = await askGraphql(service, query, { token: TOKENS.team });
      expect([field, data]).toEqual([field, { [field]: null }]);
    }
    const { data } = await askGraphql(service, QUERIES['instance'] ?? '', { token: TOKENS.project });
    expect(data).toEqual({ instance: null });
  });

  it('changes nothing for a reader, nor for a token of another group', async () => {
    const before = await service.store.countUnpublished();
    for (const mutation of Object.values(MUTATIONS))
      for (const place of PLACES)
        for (const [token, code] of [
          [TOKENS.reader, 'forbidden'],
          [TOKENS.team, 'not_found'],
        ] as const) {
          const { body } = await askGraphql(service, mutation.replace('PLACE', place), { token });
          expect([mutation, place, body]).toEqual([
            mutation,
            place,
            expect.stringContaining(`"code":"${code}"`),
          ]);
        }
    expect(await service.store.countUnpublished()).toBe(before);
    expect(service.deliveries.sent).toEqual([]);
  });
});
