import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { CATALOGUE } from './registry.gen.ts';

export { CATALOGUE };

const BY_NAME: ReadonlyMap<string, IntegrationDefinition> = new Map(
  CATALOGUE.map((definition) => [definition.name, definition]),
);

/** Finds an integration by its underscored name, such as `microsoft_teams`. */
export function integrationByName(name: string): IntegrationDefinition | undefined {
  return BY_NAME.get(name);
}
