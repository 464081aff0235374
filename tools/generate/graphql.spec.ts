import { buildSchema, isEnumType, isObjectType } from 'graphql';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import {
  camelCase,
  graphqlEnumName,
  graphqlSchema,
  legacyTypeName,
  nameOfLegacyType,
} from '@patchbay/integration-contracts';

const QUERY = 'type Query { integration: Service }';
const schema = buildSchema(`${graphqlSchema(CATALOGUE)}\n${QUERY}`);

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
});
