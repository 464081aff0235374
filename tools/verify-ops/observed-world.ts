import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Services } from '../services/index.ts';
import type { ServicesOptions } from '../services/index.ts';
import { Load } from './load.ts';
import { Prometheus } from './prometheus.ts';
import { ROOT } from './step.ts';

/** Services under load, and a Prometheus that watches them. */
export interface ObservedWorld {
  readonly services: Services;
  readonly prometheus: Prometheus;
  /** What commands of the runbook need to find all of it. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface WorldOptions {
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  /** How long load and scrapes go on before anybody looks. */
  readonly warmUpMs: number;
}

const FOLDER = join(ROOT, '.patchbay/verify-ops');
const RETRY_DELAYS = '1s,2s,5s';

/** Brings it all up on a Kafka and MongoDB that are there, hands it to `use`, and takes it down, however that ended. */
export async function withWorld<Result>(
  options: WorldOptions,
  use: (world: ObservedWorld) => Promise<Result>,
): Promise<Result> {
  const cleanUps: (() => Promise<void>)[] = [];
  try {
    return await use(await bringUp(options, cleanUps));
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function bringUp(options: WorldOptions, cleanUps: (() => Promise<void>)[]): Promise<ObservedWorld> {
  const servicesOptions = servicesOptionsFor(options);
  const services = await Services.prepare(servicesOptions);
  cleanUps.push(() => services.stop());
  await services.launch();
  await services.waitUntilReady();
  const load = await Load.start(services, servicesOptions);
  cleanUps.push(() => load.stop());
  const targets = services.all.map(({ url }) => new URL(url).host);
  const prometheus = await Prometheus.start(join(FOLDER, 'prometheus'), targets);
  const onExit = (): void => {
    prometheus.killNow();
  };
  process.once('exit', onExit);
  cleanUps.push(() => prometheus.stop().finally(() => process.off('exit', onExit)));
  await sleep(options.warmUpMs);
  return { services, prometheus, environment: environmentOf(services, prometheus, servicesOptions) };
}

function servicesOptionsFor({ kafkaBrokers, mongodbUri }: WorldOptions): ServicesOptions {
  const id = `ops-${randomBytes(3).toString('hex')}`;
  const database = new URL(mongodbUri);
  database.pathname = `/${id}`;
  return {
    kafkaBrokers,
    mongodbUri: database.href,
    topicPrefix: `${id}.`,
    sealingKeys: `ops:${randomBytes(32).toString('base64')}`,
    adminToken: `ops-${randomBytes(16).toString('hex')}`,
    retryDelays: RETRY_DELAYS,
    dataDir: join(FOLDER, 'services'),
    extra: {
      KAFKA_PARTITIONS: '2',
      KAFKA_LAG_INTERVAL: '1s',
      RATE_LIMIT: '0',
      DEVELOPMENT_INTEGRATIONS: 'true',
    },
  };
}

function environmentOf(services: Services, prometheus: Prometheus, options: ServicesOptions) {
  const prefix = options.topicPrefix ?? '';
  return {
    PROMETHEUS: prometheus.url,
    CONFIG_SERVICE: services.configService.url,
    DISPATCHER: services.dispatcher.url,
    DELIVERY_WORKER: services.worker.url,
    PATCHBAY_URL: services.configService.url,
    PATCHBAY_TOKEN: options.adminToken,
    KAFKA_BROKERS: options.kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    KAFKA_CONSUMER_GROUP_PREFIX: `${prefix}patchbay.`,
  };
}
