import { defineIntegration, field } from '../../definition/index.ts';
import { openApiDocument } from './openapi-document.ts';

const definition = defineIntegration({
  name: 'some_ci',
  title: 'Some CI',
  summary: 'Starts builds.',
  category: 'ci',
  levels: ['project'],
  fields: {
    server: field.url({
      title: 'Server',
      required: true,
      exposesSecrets: true,
      example: 'https://ci.example',
    }),
    password: field.password({ title: 'Password' }),
    retries: field.number({ default: 3 }),
  },
  events: { supported: ['push', 'issue', 'work_item'] },
  requests: () => [],
});
const document = JSON.parse(JSON.stringify(openApiDocument([definition]))) as {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
};

describe('openApiDocument', () => {
  it('has a PUT of its own for each integration, at the levels that it is made for', () => {
    const puts = Object.keys(document.paths).filter((path) => 'put' in (document.paths[path] ?? {}));
    expect(puts).toEqual(['/api/v4/projects/{id}/integrations/some-ci']);
  });

  it('derives what a PUT takes from the fields and events', () => {
    expect(document.components.schemas['SomeCiSettings']?.properties).toMatchObject({
      server: {
        ...{ type: 'string', format: 'uri', title: 'Server', examples: ['https://ci.example'] },
        description: 'Server. Required, unless a value is stored. A change asks for the secrets again.',
      },
      password: { type: 'string', format: 'password', writeOnly: true },
      retries: { type: 'number', default: 3 },
      push_events: { type: 'boolean', default: true },
      issues_events: { description: 'An issue was opened, edited, closed or reopened.' },
      use_inherited_settings: { type: 'boolean' },
    });
  });

  it('shows no secret in what is answered', () => {
    expect(JSON.stringify(document.components.schemas['SomeCiIntegration'])).not.toContain('password');
  });

  it('refers only to schemas that are there', () => {
    const references = JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g);
    const missing = [...references].filter(([, name = '']) => !(name in document.components.schemas));
    expect(missing).toEqual([]);
  });
});
