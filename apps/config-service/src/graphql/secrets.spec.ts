import { CATALOGUE } from '@patchbay/integration-catalogue';
import {
  camelCase,
  exampleSettings,
  graphqlEnumName,
  legacyTypeName,
  slugOf,
} from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { askGraphql } from '../testing/ask-graphql.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

/** Example settings with a text of its own in every password that can be any text. */
function settingsWithSecrets(definition: IntegrationDefinition): Record<string, unknown> {
  const settings = exampleSettings(definition);
  for (const [field, { isSecret, kind, schema }] of Object.entries(definition.fields)) {
    const secret = `sentinel-${field}-0123456789`;
    if (isSecret && kind === 'password' && schema.safeParse(secret).success) settings[field] = secret;
  }
  return settings;
}

describe('secrets in GraphQL', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp({ DEVELOPMENT_INTEGRATIONS: 'true' });
  });
  afterAll(() => service.app.close());

  it.each(CATALOGUE.map((definition, index) => [definition.name, definition, 1000 + index] as const))(
    'are not told of %s by any field of its type',
    async (name, definition, project) => {
      const [path, place] = definition.levels.includes('project')
        ? [`projects/${project}`, `project(fullPath: "${project}")`]
        : ['admin', 'instance'];
      const settings = settingsWithSecrets(definition);
      const put = await service.app.inject({
        method: 'PUT',
        url: `/api/v4/${path}/integrations/${slugOf(name)}`,
        headers: { 'private-token': TOKENS.admin },
        payload: settings,
      });
      expect([name, put.statusCode]).toEqual([name, 200]);
      const [typeName, kind] = [legacyTypeName(name), graphqlEnumName(name)];
      const type = await askGraphql(service, `{ __type(name: "${typeName}") { fields { name } } }`);
      const { __type } = type.data as { __type: { fields: { name: string }[] } };
      const fields = __type.fields.map((field) => field.name);
      const answer = await askGraphql(
        service,
        `{ place: ${place} { integrations(type: ${kind}) {
          nodes { ... on ${typeName} { ${fields.join(' ')} } }
        } } }`,
      );
      expect(answer.errors).toEqual([]);
      expect(answer.data).toMatchObject({ place: { integrations: { nodes: [{ serviceType: kind }] } } });
      for (const [field, { isSecret }] of Object.entries(definition.fields)) {
        if (!isSecret) continue;
        expect(fields).not.toContain(camelCase(field));
        const secret = JSON.stringify(settings[field] ?? 'sentinel').slice(1, -1);
        expect([field, answer.body.includes(secret)]).toEqual([field, false]);
      }
    },
  );
});
