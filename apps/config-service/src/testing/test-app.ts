import { Logger } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness, serveOperations } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry, createRegistry } from '@patchbay/service-kit/metrics';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import { Tracing } from '@patchbay/service-kit/tracing';
import { loadConfig } from '@patchbay/service-kit/config';
import { AccountingStore } from '../accounting/accounting.store.ts';
import { IdentityProvider } from '../access/identity-provider.ts';
import { TokenStore } from '../access/token.store.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { controllers, coreProviders } from '../app.module.ts';
import { configServiceSettings } from '../config.ts';
import { HealthSink } from '../health/health.sink.ts';
import { HealthStore } from '../health/health.store.ts';
import { RotationStore } from '../maintenance/rotation.store.ts';
import { SettingsInventory } from '../maintenance/settings-inventory.ts';
import { SettingsTopic } from '../maintenance/settings-topic.ts';
import { Backlog } from '../overview/backlog.ts';
import { KafkaBacklog } from '../overview/kafka-backlog.ts';
import { PlaceStore } from '../paths/place.store.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { configureHttp } from '../rest/configure-http.ts';
import { httpOptions } from '../rest/http-options.ts';
import { Clock, SystemClock } from '../settings/clock.ts';
import { RevisionSink } from '../settings/revision.sink.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { DeliverySink } from '../sending/delivery.sink.ts';
import { EventArchive } from '../sending/event-archive.ts';
import { SendingJobStore } from '../sending/sending-job.store.ts';
import { SignInCodeStore } from '../sign-in/sign-in-code.store.ts';
import { TestTurns } from '../trial/test-turns.ts';
import { AnsweringDeliverySink } from './answering-delivery.sink.ts';
import { InMemoryAccountingStore } from './in-memory-accounting.store.ts';
import { InMemoryAuditTrail } from './in-memory-audit.trail.ts';
import { InMemoryHealthStore } from './in-memory-health.store.ts';
import { InMemoryPlaceStore } from './in-memory-place.store.ts';
import { InMemoryRequestLog } from './in-memory-request-log.ts';
import { InMemoryRotationStore } from './in-memory-rotation.store.ts';
import { InMemorySettingsInventory } from './in-memory-settings.inventory.ts';
import { InMemorySettingsStore } from './in-memory-settings.store.ts';
import { InMemoryEventArchive } from './in-memory-event-archive.ts';
import { InMemorySendingJobStore } from './in-memory-sending-job.store.ts';
import { InMemorySettingsTopic } from './in-memory-settings.topic.ts';
import { InMemoryTestTurns } from './in-memory-test-turns.ts';
import { InMemorySignInCodeStore } from './in-memory-sign-in-code.store.ts';
import { InMemoryTokenStore } from './in-memory-token.store.ts';
import { RecordingHealthSink } from './recording-health.sink.ts';
import { RecordingSink } from './recording-sink.ts';
import { ScriptedIdentityProvider } from './scripted-identity-provider.ts';

/** By name; each is at least as long as the configuration demands. */
export const TOKENS = {
  admin: 'admin-token-for-tests',
  maintainer: 'maintainer-token-for-tests',
  reader: 'reader-token-for-tests',
  team: 'team-token-for-tests-1',
  project: 'project-token-for-tests',
};
const token = (name: keyof typeof TOKENS, role: string, scope: string) => ({
  ...{ name, role, scope },
  token: TOKENS[name],
});

/** A configuration that needs no Kafka and no MongoDB as long as nothing connects. */
export const TEST_ENVIRONMENT: Readonly<Record<string, string>> = {
  KAFKA_BROKERS: '127.0.0.1:9',
  MONGODB_URI: 'mongodb://127.0.0.1:9/none',
  SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  API_TOKENS: JSON.stringify([
    token('admin', 'admin', 'instance'),
    token('maintainer', 'maintainer', 'instance'),
    token('reader', 'reader', 'instance'),
    token('team', 'maintainer', 'group:Platform/tools'),
    token('project', 'maintainer', 'project:7'),
  ]),
  RATE_LIMIT: '1000000',
};

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly store: InMemorySettingsStore;
  readonly sink: RecordingSink;
  readonly log: InMemoryRequestLog;
  readonly health: InMemoryHealthStore;
  readonly places: InMemoryPlaceStore;
  readonly accounting: InMemoryAccountingStore;
  readonly deliveries: AnsweringDeliverySink;
  readonly turns: InMemoryTestTurns;
  readonly archive: InMemoryEventArchive;
  readonly jobs: InMemorySendingJobStore;
  readonly tokens: InMemoryTokenStore;
  readonly identityProvider: ScriptedIdentityProvider;
  /** Method and template of every route, in the order they were registered. */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
}

/**
 * The service with everything in it but MongoDB and Kafka. Talk to it with `app.inject`.
 * @param replacements provided instead of what it has otherwise
 */
export async function startTestApp(
  environment: Readonly<Record<string, string>> = {},
  replacements: readonly Provider[] = [],
): Promise<TestApp> {
  const config = loadConfig(configServiceSettings, { ...TEST_ENVIRONMENT, ...environment });
  const [store, sink, log] = [new InMemorySettingsStore(), new RecordingSink(), new InMemoryRequestLog()];
  const [deliveries, turns] = [new AnsweringDeliverySink(log), new InMemoryTestTurns()];
  const [archive, jobs] = [new InMemoryEventArchive(), new InMemorySendingJobStore()];
  const [tokens, identityProvider] = [new InMemoryTokenStore(), new ScriptedIdentityProvider()];
  const [places, health] = [new InMemoryPlaceStore(), new InMemoryHealthStore()];
  const accounting = new InMemoryAccountingStore();
  const providers = [
    { provide: AccountingStore, useValue: accounting },
    { provide: AuditTrail, useClass: InMemoryAuditTrail },
    { provide: RotationStore, useClass: InMemoryRotationStore },
    { provide: SettingsInventory, useValue: new InMemorySettingsInventory(store) },
    { provide: SettingsTopic, useValue: new InMemorySettingsTopic(sink) },
    { provide: HealthSink, useClass: RecordingHealthSink },
    { provide: HealthStore, useValue: health },
    { provide: IdentityProvider, useValue: identityProvider },
    { provide: TokenStore, useValue: tokens },
    { provide: DeliverySink, useValue: deliveries },
    { provide: TestTurns, useValue: turns },
    { provide: EventArchive, useValue: archive },
    { provide: SendingJobStore, useValue: jobs },
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: createLogger('test', 'fatal') },
    { provide: Registry, useValue: createRegistry('test') },
    { provide: Readiness, useValue: new Readiness() },
    { provide: Tracing, useValue: new Tracing() },
    // Asks Kafka when somebody asks it, and not before.
    { provide: Backlog, useClass: KafkaBacklog },
    { provide: Clock, useClass: SystemClock },
    { provide: PlaceStore, useValue: places },
    { provide: RequestLog, useValue: log },
    { provide: RevisionSink, useValue: sink },
    { provide: SignInCodeStore, useClass: InMemorySignInCodeStore },
    { provide: SettingsStore, useValue: store },
  ];
  class TestModule {}
  Logger.overrideLogger(false);
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: TestModule, controllers, providers: [...coreProviders, ...providers, ...replacements] },
    new FastifyAdapter({ routerOptions: { maxParamLength: 1024 }, ...httpOptions(config) }),
    // Otherwise what can't be wired ends the test run without a word.
    { abortOnError: false },
  );
  const routes: { method: string; url: string }[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, url });
    });
  serveOperations(app, app.get(Registry), app.get(Readiness));
  await configureHttp(app, config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    store,
    sink,
    log,
    health,
    places,
    accounting,
    deliveries,
    turns,
    archive,
    jobs,
    tokens,
    identityProvider,
    routes,
  };
}
