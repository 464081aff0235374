import { createLogger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { askGraphql } from '../testing/ask-graphql.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const URL_PATH = '/api/graphql';
const nested = (levels: number): string => `${'{ interfaces '.repeat(levels)}{ name }${' }'.repeat(levels)}`;

describe('GraphQL over HTTP', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp({ GRAPHQL_MAX_COST: '200' });
  });
  afterAll(() => service.app.close());

  const errorOf = async (query: string, variables?: Record<string, unknown>): Promise<string[]> => {
    const { errors, data } = await askGraphql(service, query, variables === undefined ? {} : { variables });
    expect(data ?? null).toBeNull();
    return [...errors];
  };

  it('answers 401 without a token, in the shape that GraphQL clients read', async () => {
    for (const headers of [{}, { 'private-token': 'unknown-token-for-tests' }]) {
      const payload = { query: '{ instance { id } }' };
      const answer = await service.app.inject({ method: 'POST', url: URL_PATH, headers, payload });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(JSON.parse(answer.body)).toEqual({
        errors: [
          { message: expect.stringContaining('token') as unknown, extensions: { code: 'unauthenticated' } },
        ],
      });
    }
  });

  it('takes queries by GET, and no mutations', async () => {
    const get = (query: string) =>
      service.app.inject({ url: URL_PATH, query: { query }, headers: { 'private-token': TOKENS.admin } });
    const answer = await get('{ instance { id } }');
    expect(JSON.parse(answer.body)).toEqual({ data: { instance: { id: 'instance' } } });
    const refused = await get(
      'mutation { integrationDelete(input: { instance: true, service: JIRA_SERVICE }) { errors } }',
    );
    expect(refused.statusCode).toBe(405);
  });

  it.each([
    ['project', '{ project(fullPath: "8") { id } }', { project: null }],
    ['project', '{ project(fullPath: "no/such-project") { id } }', { project: null }],
    ['project', '{ project(fullPath: "../../etc") { id } }', { project: null }],
    ['project', '{ group(fullPath: "platform") { id } }', { group: null }],
    ['project', '{ instance { id } }', { instance: null }],
    ['project', '{ project(fullPath: "7") { id } }', { project: { id: '7' } }],
    ['team', '{ group(fullPath: "platform") { id } }', { group: null }],
    ['team', '{ group(fullPath: "Platform/Tools/sub") { id } }', { group: { id: 'platform/tools/sub' } }],
    ['team', '{ project(fullPath: "7") { id } }', { project: null }],
    ['reader', '{ project(fullPath: "7") { id } }', { project: { id: '7' } }],
  ] as const)(
    'lets a %s token see of %s what it reaches, and null for all else',
    async (name, query, data) => {
      const answer = await askGraphql(service, query, { token: TOKENS[name] });
      expect([answer.data, answer.errors]).toEqual([data, []]);
    },
  );

  it('answers the same for a place of others, with settings or without, as for one that is not there', async () => {
    await service.app.inject({
      method: 'PUT',
      url: '/api/v4/projects/8/integrations/webhook',
      headers: { 'private-token': TOKENS.admin },
      payload: { url: 'https://example.com/others' },
    });
    const answers = await Promise.all(
      ['8', '9', 'no/such', ''].map(async (fullPath) => {
        const query = 'query Q($fullPath: ID!) { project(fullPath: $fullPath) { integrations { count } } }';
        const { body, status } = await askGraphql(service, query, {
          token: TOKENS.project,
          variables: { fullPath },
        });
        return [status, body];
      }),
    );
    expect(answers).toEqual(Array.from({ length: 4 }, () => [200, '{"data":{"project":null}}']));
  });

  it('shows its schema to those with a token', async () => {
    const { data } = await askGraphql(service, '{ __schema { queryType { name } } }', {
      token: TOKENS.project,
    });
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('refuses queries that are too deep, too dear, too long or full of aliases', async () => {
    expect(await errorOf(`{ __type(name: "JiraService") ${nested(12)} }`)).toContain(
      'The query has more than 10 levels.',
    );
    expect(await errorOf('{ instance { integrations(first: 100) { nodes { type active } } } }')).toEqual([
      'The query costs more than 200; ask for less at once.',
    ]);
    expect(await errorOf(`{ instance { ${'id '.repeat(5000)} } }`)).toEqual([
      expect.stringContaining('token') as unknown,
    ]);
    const many = Array.from({ length: 31 }, (_none, index) => `a${index}: id`).join(' ');
    expect(await errorOf(`{ instance { ${many} } }`)).toEqual(['The query has more than 30 aliases.']);
  });

  it('counts what stands in fragments', async () => {
    const fragment = 'fragment F on Instance { integrations(first: 100) { nodes { type active } } }';
    expect(await errorOf(`{ instance { ...F } } ${fragment}`)).toEqual([
      'The query costs more than 200; ask for less at once.',
    ]);
  });

  it('takes no list of queries', async () => {
    const answer = await service.app.inject({
      method: 'POST',
      url: URL_PATH,
      headers: { 'private-token': TOKENS.admin },
      payload: [{ query: '{ instance { id } }' }, { query: '{ instance { id } }' }],
    });
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ message: expect.any(String) as unknown }] });
  });

  it.each([
    ['{ nothing }', /Cannot query field/],
    ['{ instance {', /Syntax Error/],
    ['{ instance { integrations(first: -1) { count } } }', /first must not be negative/],
    ['{ instance { integrations(after: "!") { count } } }', /endCursor/],
    ['{ instance { integrations(type: PIGEON_SERVICE) { count } } }', /PIGEON_SERVICE/],
  ])('says what is wrong with %s', async (query, message) => {
    const { errors } = await askGraphql(service, query);
    expect(errors).toEqual([expect.stringMatching(message) as unknown]);
  });

  it('says nothing of what fails inside, and logs it with the request’s id', async () => {
    const logger = createLogger('test', 'fatal');
    const logged: unknown[] = [];
    logger.onChild = (child) => {
      logged.push(child.bindings()['requestId']);
    };
    const other = await startTestApp({}, [{ provide: LOGGER, useValue: logger }]);
    other.store.failure = new Error('a secret of the store');
    const { errors, body } = await askGraphql(other, '{ instance { integrations { count } } }', {
      headers: { 'x-request-id': 'request-1' },
    });
    await other.app.close();
    expect(logged).toEqual(['request-1']);
    expect(errors).toEqual(['Something went wrong on our side.']);
    expect(body).toContain('"code":"unexpected"');
    expect(body).not.toMatch(/secret|stack/);
  });

  it('has a page to try queries out only where the operator wants it', async () => {
    const url = `${URL_PATH}/ide`;
    expect((await service.app.inject({ url })).statusCode).toBe(404);
    const other = await startTestApp({ GRAPHQL_IDE: 'true' });
    const page = await other.app.inject({ url });
    await other.app.close();
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain(URL_PATH);
  });
});
