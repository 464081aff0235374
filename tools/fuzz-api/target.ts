import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startInFreeFolder } from '../local-stack/index.ts';
import type { LocalStack } from '../local-stack/index.ts';
import { Receiver } from '../receiver/index.ts';
import { Services } from '../services/index.ts';
import type { ServicesOptions } from '../services/index.ts';
import { seedIntegrations } from './seed-integrations.ts';

/** The services that are to be tried. */
export interface Target {
  readonly url: string;
  readonly adminToken: string;
  /** Of a delivery that was made: the one that the requests for a project's deliveries are about. */
  readonly loggedAttempt: string;
  /** Holds the logs. */
  readonly folder: string;
}

export interface TargetOptions {
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

type CleanUp = () => Promise<void>;

export const WORK_FOLDER = resolve(import.meta.dirname, '../../.patchbay');
const TOPIC_PREFIX = 'fuzz.';
const OFFLINE = new URL('./stay-offline.ts', import.meta.url).href;
const ENVIRONMENT = {
  KAFKA_PARTITIONS: '1',
  RATE_LIMIT: '0',
  TESTS_PER_MINUTE: '1000000',
  DEVELOPMENT_INTEGRATIONS: 'true',
  // The examples of the document lie in the past, and have to stay acceptable.
  REPLAY_MAX_AGE: '36500d',
  // Whether a name can be looked up depends on the machine, and must not decide what is answered.
  URL_CHECK_TIMEOUT: '0ms',
  // A test is answered with 503 only where no worker is; this one is there, and gives up long before.
  TEST_TIMEOUT: '20s',
  HTTP_CONNECT_TIMEOUT: '500ms',
  HTTP_TIMEOUT: '1s',
};

/**
 * Starts Kafka, MongoDB and the services, empty and for themselves, sets some integrations up, hands them to `use`, and stops
 * all of it afterwards, however `use` or the start ended.
 */
export async function withTarget<Result>(
  options: TargetOptions,
  use: (target: Target) => Promise<Result>,
): Promise<Result> {
  const cleanUps: CleanUp[] = [];
  try {
    return await use(await bringUp(options, cleanUps));
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function bringUp({ signal, say }: TargetOptions, cleanUps: CleanUp[]): Promise<Target> {
  // Not what KAFKA_BROKERS and MONGODB_URI name: this would fill somebody's database with nonsense.
  const stack = await startInFreeFolder(join(WORK_FOLDER, 'fuzz-stack'), { signal, ignoreEnvironment: true });
  cleanUps.push(() => stack.stop());
  const receiver = await Receiver.start({ maxRequests: 0 });
  cleanUps.push(() => receiver.close());
  const options = servicesOptionsFor(stack);
  await rm(join(options.dataDir, 'logs'), { recursive: true, force: true });
  const services = await Services.prepare(options);
  cleanUps.push(() => services.stop());
  signal.throwIfAborted();
  await services.launch();
  await services.waitUntilReady();
  signal.throwIfAborted();
  const loggedAttempt = await seedIntegrations(services.api, {
    receiverUrl: receiver.url,
    kafkaBrokers: stack.kafkaBrokers,
    topicPrefix: TOPIC_PREFIX,
  });
  say(`the services are ready; their logs are in ${join(options.dataDir, 'logs')}`);
  const { adminToken, dataDir: folder } = options;
  return { url: services.configService.url, adminToken, loggedAttempt, folder };
}

function servicesOptionsFor({ kafkaBrokers, mongodbUri, dataDir }: LocalStack): ServicesOptions {
  const database = new URL(mongodbUri);
  database.pathname = '/fuzz-api';
  return {
    kafkaBrokers,
    mongodbUri: database.href,
    topicPrefix: TOPIC_PREFIX,
    sealingKeys: `fuzz:${randomBytes(32).toString('base64')}`,
    adminToken: `fuzz-${randomBytes(16).toString('hex')}`,
    // Beside the folder of the stack, which is this run's alone.
    dataDir: `${dataDir}-services`,
    extra: ENVIRONMENT,
    own: { 'delivery-worker': { NODE_OPTIONS: `--import=${OFFLINE}` } },
  };
}
