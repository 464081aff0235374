import { createLogger } from '@patchbay/service-kit/logging';
import { createRegistry } from '@patchbay/service-kit/metrics';
import { Readiness } from '@patchbay/service-kit/http';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { SYSTEM_ACTOR } from '../audit/actor.ts';
import { SettingsMetrics } from '../settings/settings-metrics.ts';
import { SettingsPublisher } from '../settings/settings.publisher.ts';
import { InMemoryAuditTrail } from '../testing/in-memory-audit.trail.ts';
import { InMemorySettingsInventory } from '../testing/in-memory-settings.inventory.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { InMemorySettingsTopic } from '../testing/in-memory-settings.topic.ts';
import { RecordingSink } from '../testing/recording-sink.ts';
import { someSettings } from '../testing/some-settings.ts';
import { Republication } from './republication.ts';
import { SettingsDrift } from './settings-drift.ts';

const SEALING_KEYS = KeyRing.parse(`k1:${Buffer.alloc(32, 1).toString('base64')}`);

function setUp() {
  const [store, sink, trail] = [new InMemorySettingsStore(), new RecordingSink(), new InMemoryAuditTrail()];
  const inventory = new InMemorySettingsInventory(store);
  const topic = new InMemorySettingsTopic(sink);
  const drift = new SettingsDrift(inventory, topic, sink);
  const config = { PUBLISH_INTERVAL: 1000, PUBLISH_BATCH: 10, PUBLISH_CLAIM: 1000, SEALING_KEYS };
  const metrics = new SettingsMetrics(createRegistry('test'), new Readiness());
  const publisher = new SettingsPublisher(store, sink, metrics, config, createLogger('test', 'fatal'));
  const republication = new Republication(inventory, drift, publisher, trail, SEALING_KEYS);
  const insert = async (label: string) => {
    const settings = someSettings({ label });
    await store.insert(settings);
    return settings;
  };
  return { store, sink, trail, topic, drift, publisher, republication, insert };
}

const NONE = { missing: [], stale: [], unexpected: [] };

describe('the comparison of topic and MongoDB', () => {
  it('finds nothing where all is published, whatever still waits in the outbox', async () => {
    const { store, drift, publisher, insert } = setUp();
    const [one, two] = [await insert('a'), await insert('b')];
    await publisher.publishBatch();
    await store.replace({ ...one, revision: 2 }, 1);
    await store.bury(two);
    await insert('c');
    expect(await drift.check()).toEqual({ stored: 3, published: 2, ...NONE });
  });

  it('names what the topic lacks, has older, and should not have', async () => {
    const { store, sink, drift, publisher, insert } = setUp();
    const [missing, stale] = [await insert('missing'), await insert('stale')];
    await publisher.publishBatch();
    const first = [...sink.sent];
    await store.replace({ ...stale, revision: 2 }, 1);
    await publisher.publishBatch();
    sink.sent.splice(0, sink.sent.length, ...first.filter(({ id }) => id === stale.id));
    const unexpected = someSettings();
    await sink.send(first.slice(0, 1).map((one) => ({ ...one, id: unexpected.id })));
    expect(await drift.check()).toEqual({
      ...{ stored: 2, published: 2 },
      ...{ missing: [missing.id], stale: [stale.id], unexpected: [unexpected.id] },
    });
  });

  it('takes the last record of each, and a tombstone for nothing', async () => {
    const { sink, drift, publisher, insert } = setUp();
    const { id } = await insert('a');
    await publisher.publishBatch();
    await sink.send([], [id, 'never there']);
    expect(await drift.check()).toEqual({ stored: 1, published: 0, ...NONE, missing: [id] });
  });

  it('is not misled by what is created and deleted while it reads', async () => {
    const { store, topic, drift, publisher, insert } = setUp();
    const gone = await insert('gone');
    await publisher.publishBatch();
    const read = topic.read.bind(topic);
    topic.read = async (onRecord) => {
      await insert('new');
      await publisher.publishBatch();
      await store.bury(gone);
      await publisher.publishBatch();
      await read(onRecord);
    };
    expect(await drift.check()).toEqual({ stored: 1, published: 1, ...NONE });
  });

  it('is done once for all who ask meanwhile', async () => {
    const { drift } = setUp();
    const [one, two] = [drift.check(), drift.check()];
    expect(await one).toBe(await two);
    expect(await drift.check()).not.toBe(await one);
  });
});

describe('publishing everything again', () => {
  const AT = new Date('2026-03-01T12:00:00Z');

  it('puts everything into the outbox, deletes what is too much, and is written down', async () => {
    const { sink, trail, drift, publisher, republication, insert } = setUp();
    const [one, two] = [await insert('a'), await insert('b')];
    await publisher.publishBatch();
    const [record] = sink.sent.splice(0, 2);
    if (record !== undefined) await sink.send([{ ...record, id: 'unexpected' }]);
    expect(await republication.start(SYSTEM_ACTOR, AT)).toEqual({ unpublished: 2, total: 2 });
    await publisher.publishBatch();
    expect(sink.sent.slice(1).map(({ id, revision }) => [id, revision])).toEqual([
      [one.id, 1],
      [two.id, 1],
    ]);
    expect(sink.tombstones).toEqual(['unexpected']);
    expect(await republication.progress()).toEqual({ unpublished: 0, total: 2 });
    expect(await drift.check()).toMatchObject(NONE);
    expect(await trail.list({ limit: 10 })).toMatchObject([{ action: 'republished', at: AT }]);
  });
});
