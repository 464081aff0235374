import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import type { SettingsValues } from '@patchbay/integration-contracts';

/** Settings by name. What each may be depends on the integration, so it is the settings' own check that tells. */
export const INTEGRATION_PROPERTIES = new GraphQLScalarType<SettingsValues, never>({
  name: 'IntegrationProperties',
  parseValue: objectOf,
  parseLiteral: (node, variables) => objectOf(valueFromASTUntyped(node, variables)),
});

function objectOf(value: unknown): SettingsValues {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new GraphQLError('Properties are an object with settings by name.');
}
