import { buildSchema, isEnumType, isObjectType, parse, validate } from 'graphql';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import {
  camelCase,
  defineIntegration,
  field,
  graphqlEnumName,
  graphqlSchema,
  legacyTypeName,
  nameOfLegacyType,
} from '@patchbay/integration-contracts';
import { graphqlPage } from './graphql-page.ts';

const EXTRAS = ['id', 'slug', 'label', 'inherited', 'inheritedFrom', 'revision', 'updatedAt', 'triggers'];
const sdl = graphqlSchema(CATALOGUE);
const schema = buildSchema(sdl);

describe('the GraphQL schema', () => {
  it.each(CATALOGUE.map((definition) => [definition.name, definition] as const))(
    'has a type for %s that shows everything but its secrets',
    (name, { fields }) => {
      const type = schema.getType(legacyTypeName(name));
      if (!isObjectType(type)) throw new Error('no such type');
      expect(type.getInterfaces().map((one) => one.name)).toEqual(['Service']);
      const shown = Object.keys(type.getFields());
      for (const [field, { isSecret }] of Object.entries(fields)) {
        expect([field, shown.includes(camelCase(field))]).toEqual([field, !isSecret]);
      }
      expect(nameOfLegacyType(type.name)).toBe(name);
    },
  );

  it('has an enum of all of them', () => {
    const type = schema.getType('ServiceType');
    if (!isEnumType(type)) throw new Error('no such enum');
    expect(type.getValues().map(({ name }) => name)).toEqual(
      CATALOGUE.map(({ name }) => graphqlEnumName(name)),
    );
  });

  it('has a default type that tells no more than kind and state', () => {
    const type = schema.getType('BaseService');
    if (!isObjectType(type)) throw new Error('no such type');
    expect(Object.keys(type.getFields())).toEqual(['type', 'serviceType', 'active']);
  });

  it('has on every typed object what all integrations have', () => {
    for (const { name } of CATALOGUE) {
      const type = schema.getType(legacyTypeName(name));
      if (!isObjectType(type)) throw new Error('no such type');
      expect(Object.keys(type.getFields())).toEqual(expect.arrayContaining(EXTRAS));
    }
  });

  it('lets a property take the place of what all integrations have under its name', () => {
    const label = defineIntegration({
      ...{ name: 'pigeon', title: 'Pigeon', summary: 'Carries events.', category: 'chat' },
      fields: { label: field.number({ title: 'Label' }), active: field.text({ title: 'Active' }) },
      events: { supported: [] },
    });
    const type = buildSchema(graphqlSchema([label])).getType('PigeonService');
    if (!isObjectType(type)) throw new Error('no such type');
    expect(String(type.getFields()['label']?.type)).toBe('Float');
    expect(String(type.getFields()['active']?.type)).toBe('Boolean');
  });
});

describe('the GraphQL reference', () => {
  const text = graphqlPage(sdl);

  it('lists every type with its fields, and what all integrations have once', () => {
    for (const { name, fields } of CATALOGUE) {
      const [, section = ''] = text.split(`### ${legacyTypeName(name)}\n`);
      const [own = ''] = section.split('\n### ');
      for (const [one, { isSecret }] of Object.entries(fields)) {
        expect([name, one, own.includes(`\`${camelCase(one)}\``)]).toEqual([name, one, !isSecret]);
      }
    }
    expect(text.match(/`inheritedFrom` +\|/g)).toHaveLength(1);
    expect(text).toContain('`project(fullPath: ID!)`');
  });

  it('shows examples that fit the schema', () => {
    const examples = [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, example = '']) => example);
    expect(examples).toHaveLength(2);
    for (const example of examples) expect(validate(schema, parse(example))).toEqual([]);
  });
});
