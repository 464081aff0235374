import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { decodeDeliveryHeaders } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { ConsumerWatch, RecordTransport } from '@patchbay/service-kit/kafka';
import type { Assignment, KafkaRecord, RecordTransportOptions } from '@patchbay/service-kit/kafka';
import { LOGGER } from '@patchbay/service-kit/service';
import type { Logger } from '@patchbay/service-kit/logging';
import { Tracing } from '@patchbay/service-kit/tracing';
import { OriginRegistry } from './breakers/origin-registry.ts';
import type { DeliveryWorkerConfig } from './config.ts';
import { ResultTail } from './deduplication/result-tail.ts';
import { DELIVERY_PATTERN } from './deliveries/delivery.controller.ts';
import { BACKLOG_PATTERN } from './request-log/backlog.controller.ts';
import { WorkerRuntime } from './worker-runtime.ts';

const MAX_BACKLOG_RECORDS = 8;

/**
 * Connects the consumers: deliveries, their retries, what people ask for, and the request log's backlog. Retries have one of their own: most
 * of their partitions are idle, and every fetch for deliveries would carry them along; nor may many of them take the room
 * of what is new.
 */
export function connectTransports(app: NestFastifyApplication, config: DeliveryWorkerConfig): void {
  const { topics, kafka, ready } = transportNeeds(app);
  const origins = app.get(OriginRegistry);
  const hasRoom = (): boolean => origins.hasRoom(config.MAX_WAITING_DELIVERIES);
  const tail = app.get(ResultTail);
  const prepare = (came: Assignment): Promise<void> => tail.load(came);
  const connect = (
    group: string,
    options: Pick<RecordTransportOptions, 'sources' | 'maxInFlightRecords' | 'hasRoom' | 'prepare'>,
  ) => {
    const strategy = new RecordTransport(kafka, app.get<Logger>(LOGGER), {
      groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}${group}`,
      maxInFlightBytes: config.MAX_IN_FLIGHT_BYTES,
      sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
      commitIntervalMs: config.COMMIT_INTERVAL,
      drainTimeoutMs: config.SHUTDOWN_TIMEOUT,
      startAfter: ready,
      tracing: app.get(Tracing),
      ...options,
    });
    app.connectMicroservice<MicroserviceOptions>({ strategy });
    return strategy;
  };
  const deliveries = connect('delivery-worker', {
    sources: [{ topic: topics.deliveries.topic, pattern: DELIVERY_PATTERN }],
    maxInFlightRecords: config.MAX_IN_FLIGHT_RECORDS,
    hasRoom,
    prepare,
  });
  const retries = connect('delivery-worker.retries', {
    sources: topics.retryTiers.map(({ topic }) => ({ topic, pattern: DELIVERY_PATTERN, dueAt })),
    maxInFlightRecords: config.MAX_IN_FLIGHT_RETRIES,
    hasRoom,
    prepare,
  });
  const requested = connect('delivery-worker.requested', {
    sources: [{ topic: topics.deliveriesRequested.topic, pattern: DELIVERY_PATTERN }],
    maxInFlightRecords: config.MAX_IN_FLIGHT_REQUESTED,
  });
  const backlog = connect('request-log-backlog', {
    sources: [{ topic: topics.requestLogBacklog.topic, pattern: BACKLOG_PATTERN }],
    maxInFlightRecords: MAX_BACKLOG_RECORDS,
  });
  origins.notifyOfRoom(() => {
    deliveries.budget.wake();
    retries.budget.wake();
  });
  const transports = [deliveries, retries, requested];
  app.get(Readiness).add('deliveries', () => transports.map(({ problem }) => problem).find(Boolean));
  app.get(ConsumerWatch).watch({ transports: [...transports, backlog] });
}

function transportNeeds(app: NestFastifyApplication) {
  const runtime = app.get(WorkerRuntime);
  return { topics: runtime.topics, kafka: runtime.kafka, ready: () => runtime.ready() };
}

/** A record that can't be read is due at once: the handler puts it where it belongs. */
function dueAt({ headers }: KafkaRecord): number {
  try {
    return decodeDeliveryHeaders(headers).retry?.notBefore ?? 0;
  } catch {
    return 0;
  }
}
