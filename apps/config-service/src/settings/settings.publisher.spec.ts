import { once, EventEmitter } from 'node:events';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { createRegistry } from '@patchbay/service-kit/metrics';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { RecordingSink } from '../testing/recording-sink.ts';
import { someSettings } from '../testing/some-settings.ts';
import { toRevision } from './kept-properties.ts';
import { SettingsMetrics } from './settings-metrics.ts';
import { SettingsPublisher } from './settings.publisher.ts';

const HOUR_MS = 3_600_000;
const SEALING_KEYS = KeyRing.parse(`k1:${Buffer.alloc(32, 1).toString('base64')}`);

function setUp(batch = 10) {
  const store = new InMemorySettingsStore();
  const sink = new RecordingSink();
  const readiness = new Readiness();
  const config = { PUBLISH_INTERVAL: HOUR_MS, PUBLISH_BATCH: batch, PUBLISH_CLAIM: 1000, SEALING_KEYS };
  const metrics = new SettingsMetrics(createRegistry('test'), readiness);
  const publisher = new SettingsPublisher(store, sink, metrics, config, createLogger('test', 'fatal'));
  return { store, sink, readiness, publisher };
}

describe('SettingsPublisher', () => {
  it('publishes what was written, without the secrets in clear, and marks it', async () => {
    const { store, sink, publisher } = setUp();
    const settings = someSettings();
    await store.insert(settings);
    expect(await publisher.publishBatch()).toBe(1);
    const { publishedRevision: _p, createdAt: _c, data: _d, exclusive: _e, ...content } = settings;
    expect(sink.sent).toEqual([{ v: 1, ...content, updatedAt: settings.updatedAt.toISOString() }]);
    expect(await publisher.publishBatch()).toBe(0);
    expect(await store.find(settings)).toMatchObject({ publishedRevision: 1 });
  });

  it('leaves settings in the outbox that can’t be opened, and publishes the others', async () => {
    const { store, sink, publisher } = setUp();
    const lost = { sealed: { key: 'lost', nonce: '', data: '' }, data: { url: 'https://one.example' } };
    await store.insert(someSettings({ label: 'lost', ...lost }));
    expect(await publisher.publishBatch()).toBe(1);
    await store.insert(someSettings({ label: 'fine' }));
    await publisher.publishBatch();
    expect(sink.sent.map(({ label }) => label)).toEqual(['fine']);
    expect(await store.countUnpublished()).toBe(1);
  });

  it('leaves everything in the outbox when Kafka does not take it, and publishes it later', async () => {
    const { store, sink, readiness, publisher } = setUp();
    await store.insert(someSettings());
    sink.failure = new Error('no broker');
    await expect(publisher.publishBatch()).rejects.toThrow('no broker');
    sink.failure = undefined;
    expect(await publisher.publishBatch()).toBe(1);
    expect(sink.sent).toHaveLength(1);
    expect(readiness.notes()).toEqual({});
  });

  it('takes nothing while Kafka was never there, but shows how much waits', async () => {
    const { store, sink, readiness, publisher } = setUp();
    sink.isOpen = false;
    await store.insert(someSettings());
    expect(await publisher.publishBatch()).toBe(0);
    expect(readiness.notes()).toEqual({ outbox: '1 settings wait for Kafka' });
    expect(readiness.problems()).toEqual({});
    sink.isOpen = true;
    expect(await publisher.publishBatch()).toBe(1);
  });

  it('publishes again after a crash between sending and marking', async () => {
    const { store, sink, publisher } = setUp();
    await store.insert(someSettings());
    const crashed = await store.claimUnpublished(10, 1000);
    await sink.send(crashed.flatMap((one) => ('isBuried' in one ? [] : toRevision(SEALING_KEYS, one))));
    expect(await publisher.publishBatch()).toBe(0);
    store.nowMs += 1000;
    expect(await publisher.publishBatch()).toBe(1);
    expect(sink.sent.map(({ revision }) => revision)).toEqual([1, 1]);
  });

  it('empties the outbox batch by batch, then waits for the next write', async () => {
    const { store, sink, publisher } = setUp(2);
    const idle = new EventEmitter();
    const count = store.countUnpublished.bind(store);
    store.countUnpublished = async () => {
      const left = await count();
      if (left === 0) idle.emit('empty');
      return left;
    };
    for (const label of ['a', 'b', 'c', 'd', 'e']) await store.insert(someSettings({ label }));
    const emptied = once(idle, 'empty');
    const running = publisher.run();
    await emptied;
    expect(sink.sent).toHaveLength(5);
    const again = once(idle, 'empty');
    await store.insert(someSettings({ label: 'f' }));
    publisher.nudge();
    await again;
    publisher.stop();
    await running;
    expect(sink.sent).toHaveLength(6);
  });

  it('goes on after failures', async () => {
    const { store, publisher } = setUp();
    store.failure = new Error('away');
    const running = publisher.run();
    await new Promise(setImmediate);
    store.failure = undefined;
    await store.insert(someSettings());
    publisher.nudge();
    await new Promise(setImmediate);
    publisher.stop();
    await running;
    expect(await store.countUnpublished()).toBe(0);
  });
});
