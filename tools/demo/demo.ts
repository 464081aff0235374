import { join } from 'node:path';
import { kafkaSettings, loadConfig } from '@patchbay/service-kit/config';
import { defineTopics } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { startStack } from '../local-stack/stack.ts';
import type { LocalStack } from '../local-stack/stack.ts';
import type { ReceivedRequest } from '../receiver/index.ts';
import { Services, toolKafka } from '../services/index.ts';
import type { LogLine, ServiceError, ServiceName, ToolKafka } from '../services/index.ts';
import { buildServices } from './build-services.ts';
import { configureIntegrations } from './configure.ts';
import type { ConfiguredIntegration } from './configure.ts';
import { closeEndpoints, startEndpoints } from './endpoints.ts';
import type { Endpoints } from './endpoints.ts';
import { localSecrets } from './local-secrets.ts';
import type { LocalSecrets } from './local-secrets.ts';
import type { Phases } from './phases.ts';

export interface DemoOptions {
  /** Holds the data of everything. */
  readonly folder: string;
  readonly phases: Phases;
  readonly signal: AbortSignal;
  readonly onRequest: (request: ReceivedRequest) => void;
  readonly onError: (service: ServiceName, line: LogLine) => void;
  readonly onDeath: (error: ServiceError) => void;
}

/** Everything that runs for the demo. */
export interface Demo {
  readonly folder: string;
  readonly stack: LocalStack;
  readonly services: Services;
  readonly endpoints: Endpoints;
  readonly integrations: readonly ConfiguredIntegration[];
  readonly secrets: LocalSecrets;
  readonly kafka: ToolKafka;
  readonly topics: Topics;
}

/** Short, so that a retry can be watched. */
const RETRY_DELAYS = '2s,5s,15s,1m,5m';
/** After a crash the next start has to wait so long for the broker to forget the dead consumers. */
const SESSION_TIMEOUT = '10s';
const PORTS = { 'config-service': 4000, dispatcher: 4001, 'delivery-worker': 4002 };

type CleanUp = () => Promise<void>;

/** Starts the demo, hands it to `use`, and stops all of it afterwards, however `use` or the start ended. */
export async function withDemo(options: DemoOptions, use: (demo: Demo) => Promise<void>): Promise<void> {
  const cleanUps: CleanUp[] = [];
  try {
    await use(await bringUp(options, cleanUps));
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function bringUp(options: DemoOptions, cleanUps: CleanUp[]): Promise<Demo> {
  const { phases, signal } = options;
  const [stack] = await Promise.all([
    phases.run('Kafka and MongoDB run', () => startOwnStack(options, cleanUps)),
    phases.run('services are built', () => buildServices(signal)),
  ]);
  const endpoints = await startEndpoints((_endpoint, request) => {
    options.onRequest(request);
  });
  cleanUps.push(() => closeEndpoints(endpoints));
  const secrets = localSecrets(join(options.folder, 'demo-secrets.json'));
  const services = await prepareServices(stack, secrets, options);
  cleanUps.push(() => services.stop());
  await phases.run('the three services are ready', async () => {
    signal.throwIfAborted();
    await services.launch();
    await services.waitUntilReady();
  });
  signal.throwIfAborted();
  const kafka = toolKafka(stack.kafkaBrokers);
  const topics = topicsOf(stack.kafkaBrokers);
  const integrations = await phases.run('integrations are configured', () =>
    configureIntegrations(services.api, endpoints, { kafka, topics }),
  );
  return { folder: options.folder, stack, services, endpoints, integrations, secrets, kafka, topics };
}

async function startOwnStack({ folder, signal }: DemoOptions, cleanUps: CleanUp[]): Promise<LocalStack> {
  const stack = await startStack({ signal, dataDir: join(folder, 'stack') });
  cleanUps.push(() => stack.stop());
  return stack;
}

function prepareServices(stack: LocalStack, secrets: LocalSecrets, options: DemoOptions): Promise<Services> {
  return Services.prepare({
    ...secrets,
    kafkaBrokers: stack.kafkaBrokers,
    mongodbUri: stack.mongodbUri,
    retryDelays: RETRY_DELAYS,
    extra: { KAFKA_SESSION_TIMEOUT: SESSION_TIMEOUT },
    dataDir: join(options.folder, 'demo'),
    ports: PORTS,
    onDeath: options.onDeath,
    onWarning: (service, line) => {
      // A warning tells of a single delivery, which the view shows already.
      if (line.level !== 'warn') options.onError(service, line);
    },
  });
}

/** As the services see them: with what the environment says of prefixes and partitions. */
function topicsOf(brokers: readonly string[]): Topics {
  const config = loadConfig(kafkaSettings, {
    ...process.env,
    KAFKA_BROKERS: brokers.join(','),
    RETRY_DELAYS,
  });
  return defineTopics({
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  });
}
