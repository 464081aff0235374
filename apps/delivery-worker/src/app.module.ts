import { hostname } from 'node:os';
import { Module } from '@nestjs/common';
import { ConsumerWatch } from '@patchbay/service-kit/kafka';
import { Registry } from '@patchbay/service-kit/metrics';
import type { Logger } from '@patchbay/service-kit/logging';
import { EgressPolicy, mailServer } from '@patchbay/service-kit/outbound';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { LoopLoad } from './breakers/loop-load.ts';
import { BreakerReporter } from './breakers/breaker-reporter.ts';
import { OriginRegistry } from './breakers/origin-registry.ts';
import type { DeliveryWorkerConfig } from './config.ts';
import { Deduplication } from './deduplication/deduplication.ts';
import { ResultTail } from './deduplication/result-tail.ts';
import { DeliveryController } from './deliveries/delivery.controller.ts';
import { DeliveryRecorder } from './deliveries/delivery-recorder.ts';
import { OutcomePacker } from './deliveries/outcome-packer.ts';
import { PlanRunner } from './deliveries/plan-runner.ts';
import { untilProduced } from './deliveries/until-produced.ts';
import { HoldView } from './integrations/hold-view.ts';
import { IntegrationView } from './integrations/integration-view.ts';
import { EgressProxy } from './outbound/egress-proxy.ts';
import { HttpClient } from './outbound/http-client.ts';
import { LineClient } from './outbound/line-client.ts';
import { MailClient } from './outbound/mail-client.ts';
import { OutboundClients } from './outbound/outbound-clients.ts';
import { BacklogController } from './request-log/backlog.controller.ts';
import { MongoRequestLogStore } from './request-log/mongo-request-log.store.ts';
import { RequestLogStore } from './request-log/request-log.store.ts';
import { RequestLogWriter } from './request-log/request-log.writer.ts';
import { WorkerMetrics } from './worker-metrics.ts';
import { WorkerRuntime } from './worker-runtime.ts';

/** Outcomes that one record of results holds at most, and how long the first waits for the others. */
const MAX_OUTCOMES = 500;
const OUTCOME_AGE_MS = 25;

@Module({
  controllers: [DeliveryController, BacklogController],
  providers: [
    WorkerRuntime,
    {
      provide: WorkerMetrics,
      useFactory: (registry: Registry, config: DeliveryWorkerConfig) =>
        new WorkerMetrics(registry, config.METRICS_TOP_INTEGRATIONS),
      inject: [Registry, CONFIG],
    },
    {
      provide: IntegrationView,
      useFactory: (config: DeliveryWorkerConfig, logger: Logger) =>
        new IntegrationView(config.SEALING_KEYS, logger, config.OPENED_SETTINGS),
      inject: [CONFIG, LOGGER],
    },
    { provide: OutboundClients, useFactory: outboundClients, inject: [CONFIG] },
    {
      provide: HoldView,
      useFactory: (logger: Logger) => new HoldView(logger, Date.now),
      inject: [LOGGER],
    },
    { provide: BreakerReporter, useFactory: breakerReporter, inject: [WorkerRuntime, LOGGER] },
    {
      provide: OriginRegistry,
      useFactory: originRegistry,
      inject: [CONFIG, WorkerMetrics, BreakerReporter, WorkerRuntime],
    },
    {
      provide: RequestLogStore,
      useFactory: requestLogStore,
      inject: [WorkerRuntime, CONFIG, LOGGER, SHUTDOWN],
    },
    {
      provide: RequestLogWriter,
      useFactory: requestLogWriter,
      inject: [RequestLogStore, WorkerRuntime, CONFIG, LOGGER, WorkerMetrics],
    },
    { provide: Deduplication, useFactory: deduplication, inject: [CONFIG, WorkerMetrics] },
    {
      provide: ResultTail,
      useFactory: resultTail,
      inject: [WorkerRuntime, Deduplication, CONFIG, LOGGER, SHUTDOWN],
    },
    { provide: PlanRunner, useFactory: planRunner, inject: [OriginRegistry, OutboundClients, CONFIG] },
    { provide: ConsumerWatch, useFactory: consumerWatch, inject: [WorkerRuntime, Registry, CONFIG, LOGGER] },
    {
      provide: DeliveryRecorder,
      useFactory: deliveryRecorder,
      inject: [WorkerRuntime, RequestLogWriter, Deduplication, CONFIG],
    },
  ],
})
export class AppModule {}

function deduplication(config: DeliveryWorkerConfig, metrics: WorkerMetrics): Deduplication {
  const remembered = new Deduplication({
    entries: config.DEDUP_ENTRIES,
    windowMs: config.DEDUP_WINDOW,
    now: Date.now,
  });
  metrics.watchDeduplication(remembered);
  return remembered;
}

function resultTail(
  { kafka, topics }: WorkerRuntime,
  remembered: Deduplication,
  config: DeliveryWorkerConfig,
  logger: Logger,
  shutdown: AbortSignal,
): ResultTail {
  return new ResultTail(kafka, logger, {
    deduplication: remembered,
    topic: topics.results.topic,
    groupPrefix: `${config.KAFKA_CONSUMER_GROUP_PREFIX}delivery-worker.results.`,
    windowMs: config.DEDUP_WINDOW,
    takeoverMs: config.DEDUP_TAKEOVER,
    loadTimeoutMs: config.DEDUP_LOAD_TIMEOUT,
    shutdown,
  });
}

function outboundClients(config: DeliveryWorkerConfig): OutboundClients {
  const policy = new EgressPolicy(config.EGRESS_ALLOW);
  const http = new HttpClient(policy, {
    timeoutMs: config.HTTP_TIMEOUT,
    connectTimeoutMs: config.HTTP_CONNECT_TIMEOUT,
    connectionsPerOrigin: config.HTTP_MAX_IN_FLIGHT_PER_ORIGIN,
    maxResponseBytes: config.MAX_RESPONSE_BYTES,
    proxy:
      config.EGRESS_PROXY === '' ? undefined : new EgressProxy(config.EGRESS_PROXY, config.EGRESS_NO_PROXY),
  });
  return new OutboundClients(http, new LineClient(policy, config.HTTP_TIMEOUT), mailOf(config));
}

function mailOf({ SMTP_URL: serverUrl, SMTP_FROM: sender, HTTP_TIMEOUT: timeoutMs }: DeliveryWorkerConfig) {
  if (serverUrl === '') return undefined;
  return { client: new MailClient({ serverUrl, timeoutMs }), server: mailServer(serverUrl, sender) };
}

function breakerReporter({ producer, topics }: WorkerRuntime, logger: Logger): BreakerReporter {
  return new BreakerReporter({
    send: (records) => Promise.all(records.map((record) => producer.append(record))),
    topic: topics.breakers.topic,
    workerId: hostname(),
    now: Date.now,
    logger,
  });
}

function originRegistry(
  config: DeliveryWorkerConfig,
  metrics: WorkerMetrics,
  reporter: BreakerReporter,
  runtime: WorkerRuntime,
): OriginRegistry {
  const load = new LoopLoad();
  const registry = new OriginRegistry({
    isSaturated: () => load.isSaturated,
    maxInFlightTotal: config.HTTP_MAX_IN_FLIGHT,
    maxInFlight: config.HTTP_MAX_IN_FLIGHT_PER_ORIGIN,
    slotWaitMs: config.SLOT_WAIT,
    breaker: {
      errorPercentage: config.BREAKER_ERROR_PERCENTAGE,
      volume: config.BREAKER_VOLUME,
      windowMs: config.BREAKER_WINDOW,
      resetMs: config.BREAKER_RESET,
    },
    onBreakerChange: (change) => {
      metrics.breakerChanged(change.state);
      reporter.report(change);
    },
  });
  runtime.beforeClose(async () => {
    registry.close();
    await reporter.close();
  });
  metrics.watchOrigins(registry);
  return registry;
}

function requestLogStore(
  { mongo }: WorkerRuntime,
  config: DeliveryWorkerConfig,
  logger: Logger,
  shutdown: AbortSignal,
): RequestLogStore {
  const store = new MongoRequestLogStore(mongo, logger, config.REQUEST_LOG_TIMEOUT);
  mongo.connection.once('connected', () => void store.keepIndexes(shutdown));
  return store;
}

function requestLogWriter(
  store: RequestLogStore,
  { producer, topics }: WorkerRuntime,
  config: DeliveryWorkerConfig,
  logger: Logger,
  metrics: WorkerMetrics,
): RequestLogWriter {
  const produce = untilProduced((record) => producer.append(record));
  const writer = new RequestLogWriter(store, produce, logger, {
    batchSize: config.REQUEST_LOG_BATCH,
    flushMs: config.REQUEST_LOG_FLUSH,
    backlogTopic: topics.requestLogBacklog.topic,
    workerId: hostname(),
    onWritten: (place, attempts) => {
      metrics.logged(place, attempts);
    },
  });
  metrics.watchLogWriter(writer);
  return writer;
}

function consumerWatch(
  { kafka, settings }: WorkerRuntime,
  registry: Registry,
  config: DeliveryWorkerConfig,
  logger: Logger,
): ConsumerWatch {
  const watch = new ConsumerWatch(kafka, registry, logger, {
    intervalMs: config.KAFKA_LAG_INTERVAL,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
  });
  watch.watch({ views: [settings] });
  return watch;
}

function planRunner(
  origins: OriginRegistry,
  clients: OutboundClients,
  config: DeliveryWorkerConfig,
): PlanRunner {
  return new PlanRunner({
    origins,
    clients,
    now: Date.now,
    isTracedOutside: config.TRACE_OUTBOUND,
    log: {
      requestBytes: config.REQUEST_LOG_BODY_BYTES,
      responseBytes: config.REQUEST_LOG_RESPONSE_BYTES,
      fingerprint: (url) => config.SEALING_KEYS.fingerprint(url) ?? '',
    },
  });
}

function deliveryRecorder(
  { producer, topics }: WorkerRuntime,
  writer: RequestLogWriter,
  remembered: Deduplication,
  config: DeliveryWorkerConfig,
): DeliveryRecorder {
  const produce = untilProduced((record) => producer.append(record));
  const outcomes = new OutcomePacker(produce, {
    topic: topics.results.topic,
    maxOutcomes: MAX_OUTCOMES,
    maxAgeMs: OUTCOME_AGE_MS,
  });
  return new DeliveryRecorder({
    produce,
    release: (delivery, outcome) => {
      if (outcome !== undefined) remembered.learn(delivery.job.record.partition, outcome);
      remembered.end(delivery);
    },
    reportOutcome: (partition, outcome) => outcomes.append(partition, outcome),
    log: (attempt) => writer.append(attempt),
    logged: config.REQUEST_LOG,
    policy: { tiers: topics.retryTiers, maxAttempts: config.MAX_ATTEMPTS, maxAgeMs: config.MAX_AGE },
    deadTopic: topics.deliveriesDead.topic,
    logTtlMs: config.REQUEST_LOG_TTL,
    now: Date.now,
    random: Math.random,
  });
}
