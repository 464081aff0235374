import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { decodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { RecordTransport } from '@patchbay/service-kit/kafka';
import type { KafkaRecord, RecordSource } from '@patchbay/service-kit/kafka';
import { LOGGER } from '@patchbay/service-kit/service';
import type { Logger } from '@patchbay/service-kit/logging';
import { OriginRegistry } from './breakers/origin-registry.ts';
import type { DeliveryWorkerConfig } from './config.ts';
import { DELIVERY_PATTERN } from './deliveries/delivery.controller.ts';
import { BACKLOG_PATTERN } from './request-log/backlog.controller.ts';
import { WorkerMetrics } from './worker-metrics.ts';
import { WorkerRuntime } from './worker-runtime.ts';

const MAX_BACKLOG_RECORDS = 8;

/** Connects the two consumers: deliveries with their retries, and the request log's backlog. */
export function connectTransports(app: NestFastifyApplication, config: DeliveryWorkerConfig): void {
  const runtime = app.get(WorkerRuntime);
  const origins = app.get(OriginRegistry);
  const logger = app.get<Logger>(LOGGER);
  const limits = {
    maxInFlightBytes: config.MAX_IN_FLIGHT_BYTES,
    sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
    commitIntervalMs: config.COMMIT_INTERVAL,
    drainTimeoutMs: config.SHUTDOWN_TIMEOUT,
  };
  const deliveries = new RecordTransport(runtime.kafka, logger, {
    ...limits,
    groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}delivery-worker`,
    sources: deliverySources(runtime.topics),
    maxInFlightRecords: config.MAX_IN_FLIGHT_RECORDS,
    hasRoom: () => origins.hasRoom(config.MAX_WAITING_DELIVERIES),
    startAfter: () => runtime.ready(),
  });
  origins.notifyOfRoom(() => {
    deliveries.budget.wake();
  });
  const backlog = new RecordTransport(runtime.kafka, logger, {
    ...limits,
    groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}request-log-backlog`,
    sources: [{ topic: runtime.topics.requestLogBacklog.topic, pattern: BACKLOG_PATTERN }],
    maxInFlightRecords: MAX_BACKLOG_RECORDS,
    startAfter: () => runtime.ready(),
  });
  for (const strategy of [deliveries, backlog]) app.connectMicroservice<MicroserviceOptions>({ strategy });
  app.get(Readiness).add('deliveries', () => deliveries.problem);
  const metrics = app.get(WorkerMetrics);
  metrics.gauge('patchbay_in_flight_records', 'Records under way.', () => deliveries.budget.records);
  metrics.gauge('patchbay_in_flight_bytes', 'Bytes of events under way.', () => deliveries.budget.bytes);
  metrics.gauge(
    'patchbay_ledger_span',
    'Offsets between commit and last taken record.',
    () => deliveries.ledgers.span,
  );
}

function deliverySources({ deliveries, retryTiers }: Topics): RecordSource[] {
  return [
    { topic: deliveries.topic, pattern: DELIVERY_PATTERN },
    ...retryTiers.map(({ topic }) => ({ topic, pattern: DELIVERY_PATTERN, dueAt })),
  ];
}

/** A record that can't be read is due at once: the handler puts it where it belongs. */
function dueAt({ headers }: KafkaRecord): number {
  try {
    return decodeDeliveryHeaders(headers).retry?.notBefore ?? 0;
  } catch {
    return 0;
  }
}
