import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { integrationByName } from '@patchbay/integration-catalogue';
import { eventSwitch } from '@patchbay/integration-contracts';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { Services } from '@patchbay/tools/services';
import type { ServiceError } from '@patchbay/tools/services';
import { BenchError } from './bench-error.ts';
import { PARTITIONS } from './bench.ts';
import type { CountingReceiver } from './counting-receiver.ts';
import { projectIds } from './push-payload.ts';
import type { RunSpace } from './run-space.ts';

export interface ServiceWatch {
  readonly onWarning: (line: string) => void;
  readonly onDeath: (error: ServiceError) => void;
}

const PUBLISH_TIMEOUT_MS = 20_000;
const POLL_MS = 100;
/** Services follow the settings topic within half a second; this is twice that. */
const VIEW_LAG_MS = 1000;

export interface ServicePlan {
  readonly stack: LocalStack;
  readonly space: RunSpace;
  readonly workers?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The services as they run in production, with nothing changed that would make them faster. */
export function prepareServices(
  { stack, space: { prefix, mongodbUri }, workers = 1, environment = {} }: ServicePlan,
  { onWarning, onDeath }: ServiceWatch,
): Promise<Services> {
  return Services.prepare({
    workers,
    kafkaBrokers: stack.kafkaBrokers,
    mongodbUri,
    topicPrefix: prefix,
    sealingKeys: `bench:${randomBytes(32).toString('base64')}`,
    adminToken: `pbt-${randomBytes(24).toString('hex')}`,
    logLevel: 'warn',
    extra: { NODE_ENV: 'production', KAFKA_PARTITIONS: String(PARTITIONS), ...environment },
    // Beside the stack's folder, which a benchmark has for itself.
    dataDir: `${stack.dataDir}-services`,
    onWarning: (service, { level, msg }) => {
      onWarning(`${service} ${level}: ${msg}`);
    },
    onDeath,
  });
}

/** Gives each project one webhook for each endpoint, for pushes and nothing else, and waits until they count. */
export async function configureWebhooks(
  { api }: Services,
  receiver: CountingReceiver,
  projects: number,
): Promise<void> {
  const triggers = integrationByName('webhook')?.events.configurable ?? [];
  const switches = Object.fromEntries(triggers.map((trigger) => [eventSwitch(trigger), trigger === 'push']));
  for (const project of projectIds(projects)) {
    for (const [index, url] of receiver.urls.entries()) {
      const slug = `webhook:${String.fromCharCode('a'.charCodeAt(0) + index)}`;
      await api.put(`project:${project}`, slug, { ...switches, url, token: 'bench-token' });
    }
  }
  const deadline = Date.now() + PUBLISH_TIMEOUT_MS;
  while ((await unpublished(api.baseUrl)) > 0) {
    if (Date.now() > deadline) throw new BenchError('the settings did not reach Kafka in time');
    await sleep(POLL_MS);
  }
  await sleep(VIEW_LAG_MS);
}

async function unpublished(baseUrl: string): Promise<number> {
  const metrics = await (await fetch(`${baseUrl}/metrics`)).text();
  const value = /^patchbay_settings_unpublished(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1];
  if (value === undefined) throw new BenchError('config-service has no metric patchbay_settings_unpublished');
  return Number(value);
}
