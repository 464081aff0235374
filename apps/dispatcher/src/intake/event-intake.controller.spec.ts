import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { NamespaceMap, decodeDeliveryHeaders, defineTopics } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { integrationByName } from '@patchbay/integration-catalogue';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { createRegistry } from '@patchbay/service-kit/metrics';
import { CONFIG } from '@patchbay/service-kit/service';
import { isObservable, lastValueFrom } from 'rxjs';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { FanOut } from '../fan-out/fan-out.service.ts';
import { Matching } from '../fan-out/matching.service.ts';
import { Places } from '../places/places.service.ts';
import { PackedSubscriptionView } from '../subscriptions/packed-subscription.view.ts';
import { MemoryOutbox } from '../testing/memory-outbox.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { RecentEvents } from './recent-events.service.ts';
import { EVENT_PATTERN, EventIntakeController } from './event-intake.controller.ts';

const topics = defineTopics({ prefix: '', partitions: 1, retryDelaysMs: [1000] });
const logger = createLogger('test', 'silent');
const tooLarge = Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });

/** Calls the handler as `RecordTransport` does. */
class CapturingTransport extends Server implements CustomTransportStrategy {
  override listen(callback: () => void): void {
    callback();
  }

  async call(taken: KafkaRecord): Promise<void> {
    const result: unknown = await this.messageHandlers.get(EVENT_PATTERN)?.(taken);
    if (isObservable(result)) await lastValueFrom(result);
  }

  override close(): void {
    this.messageHandlers.clear();
  }

  override on(): void {
    throw new TypeError('no events');
  }

  override unwrap(): never {
    throw new TypeError('nothing inside');
  }
}

function given(definitionOf: (name: string) => IntegrationDefinition | undefined = integrationByName) {
  const registry = createRegistry('test');
  const metrics = new DispatcherMetrics(registry);
  const outbox = new MemoryOutbox();
  const view = new PackedSubscriptionView(10);
  view.put({
    v: 1,
    id: 'hook',
    scope: 'project:7',
    name: 'webhook',
    label: '',
    revision: 2,
    isActive: true,
    isInherited: false,
    triggers: ['push'],
    routing: {},
    sealed: null,
    updatedAt: '2026-01-01T00:00:00Z',
  });
  const namespaces = new NamespaceMap();
  const matching = new Matching(view, namespaces, definitionOf, metrics, logger);
  const fanOut = new FanOut(matching, outbox, topics, metrics, logger);
  const deadLetters = new DeadLetters(outbox, topics, metrics, logger);
  const places = new Places(outbox, namespaces, topics, { PATH_CACHE_ENTRIES: 10 }, logger);
  const recent = new RecentEvents({ DEDUP_ENTRIES: 100, DEDUP_WINDOW: 60_000 });
  const config = { MAX_EVENT_BYTES: 1000 };
  const controller = new EventIntakeController(fanOut, places, deadLetters, recent, metrics, config);
  return { controller, fanOut, places, deadLetters, outbox, registry, recent, metrics };
}

function record(value: string | null, headers = {}): KafkaRecord {
  const place = { topic: 'gitlab.events', partition: 0, offset: '5', timestampMs: 1000 };
  return { ...place, key: Buffer.from('7'), value: value === null ? null : Buffer.from(value), headers };
}

const push = (projectId: number): KafkaRecord =>
  record(`{"object_kind":"push","project":{"id":${projectId}}}`);

describe('EventIntakeController', () => {
  it('resolves once every delivery is taken, and counts them', async () => {
    const { controller, outbox, registry } = given();
    await controller.onEvent(push(7));
    expect(outbox.records.map(({ topic }) => topic)).toEqual(['integration.deliveries']);
    expect(decodeDeliveryHeaders(outbox.records[0]?.headers ?? {}).targets).toEqual([
      { integrationId: 'hook', revision: 2 },
    ]);
    const metrics = await registry.metrics();
    expect(metrics).toContain('patchbay_events_total{trigger="push",outcome="dispatched",service="test"} 1');
    expect(metrics).toContain('patchbay_deliveries_dispatched_total{name="webhook",service="test"} 1');
    expect(metrics).toContain('patchbay_event_fan_out_sum{service="test"} 1');
  });

  it('resolves only once Kafka knows as well where the project is', async () => {
    const { controller, outbox } = given();
    const telling = record('{"object_kind":"push","project":{"id":7,"path_with_namespace":"acme/engine"}}');
    const cause = new Error('no leader');
    outbox.refusal = ({ topic }) => (topic === 'integration.projects' ? cause : undefined);
    await expect(controller.onEvent(telling)).rejects.toThrow('no leader');
    outbox.refusal = () => undefined;
    await controller.onEvent(telling);
    const sent = outbox.records.map(({ topic }) => topic);
    expect(sent.sort()).toEqual(['integration.deliveries', 'integration.deliveries', 'integration.projects']);
  });

  it('dispatches an event once, however often it comes under its id', async () => {
    const { controller, outbox, registry } = given();
    const again = (): KafkaRecord => ({ ...push(7), headers: { 'event-id': Buffer.from('e1') } });
    await Promise.all([controller.onEvent(again()), controller.onEvent(again())]);
    await controller.onEvent({ ...again(), offset: '6' });
    expect(outbox.records).toHaveLength(1);
    await controller.onEvent({ ...again(), partition: 1 });
    await controller.onEvent({ ...again(), headers: { 'event-id': Buffer.from('e2') } });
    expect(outbox.records).toHaveLength(3);
    expect(await registry.metrics()).toContain('patchbay_events_duplicate_total{service="test"} 2');
  });

  it('dispatches the second of two that are alike where the first one fails', async () => {
    const { controller, outbox } = given();
    const refusals = [new Error('no leader'), undefined];
    outbox.refusal = () => refusals.shift();
    const ends = await Promise.allSettled([controller.onEvent(push(7)), controller.onEvent(push(7))]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('lets an event pass that nobody wants', async () => {
    const { controller, outbox, registry } = given();
    await controller.onEvent(push(8));
    expect(outbox.records).toEqual([]);
    expect(await registry.metrics()).toContain(
      'patchbay_events_total{trigger="push",outcome="unmatched",service="test"} 1',
    );
  });

  it('buries what it can’t read instead of failing, as it came and with the reason', async () => {
    const { controller, outbox, registry } = given();
    const broken = record('{"object_kind"', { own: Buffer.from('header') });
    await controller.onEvent(broken);
    expect(outbox.records).toMatchObject([
      {
        topic: 'gitlab.events.dead',
        key: broken.key,
        value: broken.value,
        headers: {
          own: Buffer.from('header'),
          'dead-reason': 'malformed_json',
          'dead-topic': 'gitlab.events',
          'dead-partition': '0',
          'dead-offset': '5',
        },
      },
    ]);
    expect(await registry.metrics()).toContain(
      'patchbay_events_dead_total{reason="malformed_json",service="test"} 1',
    );
  });

  it('buries an event whose deliveries are refused for their size', async () => {
    const { controller, outbox } = given();
    outbox.refusal = ({ topic }) => (topic === 'integration.deliveries' ? tooLarge : undefined);
    await controller.onEvent(push(7));
    expect(outbox.records).toMatchObject([
      { topic: 'gitlab.events.dead', headers: { 'dead-reason': 'refused_by_kafka' } },
    ]);
  });

  it('buries only the reason where even the dead topic refuses the event', async () => {
    const { controller, outbox } = given();
    outbox.refusal = ({ value }) => (value === null ? undefined : tooLarge);
    await controller.onEvent(record('[1]'));
    expect(outbox.records).toMatchObject([
      { value: null, headers: { 'dead-reason': 'not_an_object', 'dead-offset': '5' } },
    ]);
  });

  it('fails when Kafka takes nothing, with the very error reaching the transport through Nest', async () => {
    const { fanOut, places, deadLetters, outbox, recent, metrics } = given();
    const cause = new Error('no leader');
    outbox.refusal = () => cause;
    const transport = new CapturingTransport();
    const providers = [
      { provide: FanOut, useValue: fanOut },
      { provide: Places, useValue: places },
      { provide: DeadLetters, useValue: deadLetters },
      { provide: RecentEvents, useValue: recent },
      { provide: DispatcherMetrics, useValue: metrics },
      { provide: CONFIG, useValue: { MAX_EVENT_BYTES: 1000 } },
    ];
    class Context {}
    const module = { module: Context, controllers: [EventIntakeController], providers };
    Logger.overrideLogger(false);
    const app = await NestFactory.create(module, new FastifyAdapter());
    app.connectMicroservice({ strategy: transport });
    await app.startAllMicroservices();
    for (const attempt of [push(7), record('[1]')]) await expect(transport.call(attempt)).rejects.toBe(cause);
    await app.close();
  });
});
