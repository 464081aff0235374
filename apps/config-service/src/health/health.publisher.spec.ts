import { Registry } from '@patchbay/service-kit/metrics';
import { createLogger } from '@patchbay/service-kit/logging';
import { InMemoryHealthStore } from '../testing/in-memory-health.store.ts';
import { aPausedHealth } from '../testing/health-store.suite.ts';
import { RecordingHealthSink } from '../testing/recording-health.sink.ts';
import { HealthMetrics } from './health-metrics.ts';
import { HealthPublisher } from './health.publisher.ts';
import { changeOf } from './integration-health.ts';
import type { OperationsWebhook } from './operations-webhook.ts';

function publishing() {
  const [store, sink, registry] = [new InMemoryHealthStore(), new RecordingHealthSink(), new Registry()];
  const told: number[] = [];
  const operations: Pick<OperationsWebhook, 'tell'> & { failure?: Error } = {
    tell: (changes) => {
      if (operations.failure !== undefined) return Promise.reject(operations.failure);
      told.push(...changes.map(({ version }) => version));
      return Promise.resolve();
    },
  };
  const config = { PUBLISH_INTERVAL: 1000, PUBLISH_BATCH: 10, PUBLISH_CLAIM: 1000 };
  const publisher = new HealthPublisher(
    store,
    sink,
    operations as OperationsWebhook,
    new HealthMetrics(registry),
    config,
    createLogger('test', 'fatal'),
  );
  return { store, sink, registry, operations, told, publisher };
}

describe('HealthPublisher', () => {
  it('tells workers the present state, and operators every change, once', async () => {
    const { store, sink, told, publisher, registry } = publishing();
    const paused = aPausedHealth('a');
    const well = { ...paused, state: 'healthy' as const, pausedUntil: null, version: 2 };
    await store.save([{ ...well, pending: [...paused.pending, changeOf(well)] }, aPausedHealth('b')]);
    expect(await publisher.publishBatch()).toBe(2);
    expect(await publisher.publishBatch()).toBe(0);
    expect(sink.sent.map(({ integrationId, state }) => [integrationId, state])).toEqual([
      ['a', 'healthy'],
      ['b', 'paused'],
    ]);
    expect(told).toEqual([1, 2, 1]);
    const metrics = await registry.metrics();
    expect(metrics).toContain('patchbay_integrations_paused 1');
    expect(metrics).toContain('patchbay_integration_health_changes_total{state="paused"} 2');
    expect(metrics).toContain('patchbay_integration_health_changes_total{state="healthy"} 1');
  });

  it.each(['sink', 'operations'] as const)('tries again what the %s did not take', async (what) => {
    const world = publishing();
    const { store, sink, told, publisher } = world;
    await store.save([aPausedHealth('a')]);
    world[what].failure = new Error('no broker');
    await expect(publisher.publishBatch()).rejects.toThrow('no broker');
    delete world[what].failure;
    expect(await publisher.publishBatch()).toBe(1);
    expect([sink.sent.at(-1)?.version, told]).toEqual([1, [1]]);
  });

  it('leaves everything in the outbox until Kafka was there', async () => {
    const { store, sink, publisher } = publishing();
    sink.isOpen = false;
    await store.save([aPausedHealth('a')]);
    expect(await publisher.publishBatch()).toBe(0);
    expect(await store.claimUnpublished(10, 1000)).toHaveLength(1);
  });

  it('publishes at once what it is nudged about', async () => {
    const { store, sink, publisher } = publishing();
    const running = publisher.run();
    await store.save([aPausedHealth('a')]);
    publisher.nudge();
    publisher.stop();
    await running;
    await publisher.publishBatch();
    expect(sink.sent).toHaveLength(1);
  });
});
