import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { datadog } from './datadog.integration.ts';
import { discord } from './discord.integration.ts';
import { jenkins } from './jenkins.integration.ts';
import { microsoftTeams } from './microsoft-teams.integration.ts';
import { slack } from './slack.integration.ts';
import { telegram } from './telegram.integration.ts';
import { webexTeams } from './webex-teams.integration.ts';
import { webhook } from './webhook.integration.ts';

/** Every integration there is, by name. */
export const CATALOGUE: readonly IntegrationDefinition[] = [
  datadog,
  discord,
  jenkins,
  microsoftTeams,
  slack,
  telegram,
  webexTeams,
  webhook,
];

const BY_NAME: ReadonlyMap<string, IntegrationDefinition> = new Map(
  CATALOGUE.map((definition) => [definition.name, definition]),
);

/** Finds an integration by its underscored name, such as `microsoft_teams`. */
export function integrationByName(name: string): IntegrationDefinition | undefined {
  return BY_NAME.get(name);
}
