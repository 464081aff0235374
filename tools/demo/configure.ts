import { setTimeout as sleep } from 'node:timers/promises';
import { integrationByName } from '@patchbay/integration-catalogue';
import {
  decodeSettingsRevision,
  deliveryIdOf,
  eventSwitch,
  parseSlug,
  slugOf,
} from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { ServiceError, readTopic } from '../services/index.ts';
import type { ApiClient, TailedRecord, ToolKafka } from '../services/index.ts';
import { DEMO_INTEGRATIONS } from './demo-integrations.ts';
import type { DemoIntegration } from './demo-integrations.ts';
import type { Endpoints } from './endpoints.ts';
import type { DemoEvent } from './event-stream.ts';

/** An integration as it is stored, with the id it was given. */
export interface ConfiguredIntegration extends DemoIntegration {
  readonly id: string;
}

const PUBLISH_TIMEOUT_MS = 20_000;
const POLL_MS = 100;
/** Services follow the settings topic within half a second; this is twice that. */
const VIEW_LAG_MS = 1000;

/** Stores all of the demo's settings and waits until the dispatcher has them. Storing them again changes nothing. */
export async function configureIntegrations(
  api: ApiClient,
  endpoints: Endpoints,
  { kafka, topics }: { readonly kafka: ToolKafka; readonly topics: Topics },
): Promise<readonly ConfiguredIntegration[]> {
  const since = new Date().toISOString();
  for (const integration of DEMO_INTEGRATIONS) await configure(api, endpoints, integration);
  const ids = await untilPublished(since, () => readTopic(kafka, topics.settings.topic));
  await sleep(VIEW_LAG_MS);
  return DEMO_INTEGRATIONS.map((integration) => ({
    ...integration,
    id: ids.get(keyOf(integration)) ?? missing(integration),
  }));
}

/** Every write is a new revision, also one that changes nothing: those from before this start don't count. */
async function untilPublished(
  since: string,
  readSettings: () => Promise<readonly TailedRecord[]>,
): Promise<ReadonlyMap<string, string>> {
  const deadline = Date.now() + PUBLISH_TIMEOUT_MS;
  for (;;) {
    const ids = idsIn(await readSettings(), since);
    const late = DEMO_INTEGRATIONS.find((integration) => !ids.has(keyOf(integration)));
    if (late === undefined) return ids;
    if (Date.now() > deadline) missing(late);
    await sleep(POLL_MS);
  }
}

/** The settings topic is where everybody learns the ids that deliveries go by. */
function idsIn(records: readonly TailedRecord[], since: string): ReadonlyMap<string, string> {
  const revisions = records.flatMap(({ value }) => (value === null ? [] : decodeSettingsRevision(value)));
  const fresh = revisions.filter(({ updatedAt }) => updatedAt >= since);
  return new Map(
    fresh.map(({ id, scope, name, label }) => [
      keyOf({ scope, slug: label === '' ? slugOf(name) : slugOf(name, label) }),
      id,
    ]),
  );
}

function keyOf({ scope, slug }: Pick<DemoIntegration, 'scope' | 'slug'>): string {
  return `${scope} ${slug}`;
}

function missing(integration: DemoIntegration): never {
  throw new ServiceError(`the settings of ${keyOf(integration)} did not reach Kafka in time`);
}

/** The id that the delivery of an event to an integration has. */
export function deliveryOf(event: DemoEvent, integration: ConfiguredIntegration): string {
  return deliveryIdOf(event.id, integration.id, String(event.project.id));
}

async function configure(api: ApiClient, endpoints: Endpoints, integration: DemoIntegration): Promise<void> {
  const { scope, slug, state, endpoint } = integration;
  if (state === 'inherit') {
    await api.put(scope, slug, { use_inherited_settings: true });
    return;
  }
  if (state === 'off') {
    // What was never there can't be turned off: an integration is stored first, with an address that nobody calls.
    await api.put(scope, slug, { webhook: 'https://chat.example.com/off' });
    await api.remove(scope, slug);
    return;
  }
  const origin = endpoint === undefined ? '' : endpoints[endpoint].url;
  await api.put(scope, slug, { ...switches(integration), ...integration.fields(origin) });
}

/** Every switch that the integration has is set, on or off, whatever its default is. */
function switches({ triggers, slug, hasSwitches }: DemoIntegration): Record<string, boolean> {
  if (hasSwitches === false) return {};
  const definition = integrationByName(parseSlug(slug)?.name ?? '');
  const wanted = new Set(triggers.map(eventSwitch));
  const names = (definition?.events.configurable ?? []).map(eventSwitch);
  return Object.fromEntries(names.map((name) => [name, wanted.has(name)]));
}
