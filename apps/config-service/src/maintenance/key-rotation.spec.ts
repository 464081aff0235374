import { randomUUID } from 'node:crypto';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { SYSTEM_ACTOR } from '../audit/actor.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { InMemoryAuditTrail } from '../testing/in-memory-audit.trail.ts';
import { InMemoryRotationStore } from '../testing/in-memory-rotation.store.ts';
import { InMemorySettingsInventory } from '../testing/in-memory-settings.inventory.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { someSettings } from '../testing/some-settings.ts';
import { KeyRotation } from './key-rotation.ts';
import { KeyUsage } from './key-usage.ts';

const AT = new Date('2026-03-01T12:00:00Z');
const key = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const OLD = KeyRing.parse(key('k1', 1));
const BOTH = KeyRing.parse(`${key('k2', 2)},${key('k1', 1)}`);

function setUp() {
  const store = new InMemorySettingsStore();
  const inventory = new InMemorySettingsInventory(store);
  const [rotations, trail] = [new InMemoryRotationStore(), new InMemoryAuditTrail()];
  /** One more replica. */
  const replica = (keys = BOTH): KeyRotation => {
    const config = { ROTATION_BATCH: 2, SEALING_KEYS: keys };
    return new KeyRotation(inventory, rotations, trail, config, createLogger('test', 'fatal'));
  };
  const insert = async (label: string, ring = OLD): Promise<IntegrationSettings> => {
    const id = randomUUID();
    const settings = someSettings({ id, label, sealed: ring.seal({ token: label }, id) });
    await store.insert(settings);
    return settings;
  };
  return { store, inventory, rotations, trail, replica, insert };
}

const never = new AbortController().signal;
const ignore = (): void => undefined;

describe('rotating the keys', () => {
  it('seals everything with the first key again, batch by batch, as new revisions', async () => {
    const { store, rotations, replica, insert } = setUp();
    const all = [];
    for (const label of ['a', 'b', 'c', 'd', 'e']) all.push(await insert(label));
    const current = await insert('current', BOTH);
    const rotation = replica();
    await rotation.start(SYSTEM_ACTOR, AT);
    let batches = 0;
    await rotation.work(never, () => {
      batches += 1;
    });
    expect(batches).toBe(3);
    for (const settings of all) {
      const found = await store.find(settings);
      expect(found).toMatchObject({ revision: 2, sealed: { key: 'k2' }, updatedAt: settings.updatedAt });
      expect(BOTH.open(found?.sealed ?? OLD.seal({}, ''), settings.id)).toEqual({ token: settings.label });
    }
    expect(await store.find(current)).toEqual(current);
    expect(await rotations.read()).toMatchObject({ isRunning: false, done: 5, total: 5, failed: 0 });
  });

  it('is written down once, however many ask for it', async () => {
    const { rotations, trail, replica, insert } = setUp();
    await insert('a');
    await replica().start({ ...SYSTEM_ACTOR, name: 'kim' }, AT);
    await replica().start({ ...SYSTEM_ACTOR, name: 'lee' }, new Date(AT.getTime() + 1000));
    expect(await trail.list({ limit: 10 })).toMatchObject([
      { action: 'keys_rotated', actor: { name: 'kim' }, changes: { keys: { from: ['k1'], to: ['k2'] } } },
    ]);
    expect(await rotations.read()).toMatchObject({ isRunning: true, startedBy: 'kim', total: 1 });
  });

  it('is nothing to do for a replica while another is at it, and is taken over when that one is gone', async () => {
    const { store, inventory, rotations, replica, insert } = setUp();
    for (const label of ['a', 'b', 'c']) await insert(label);
    const [first, second] = [replica(), replica()];
    await first.start(SYSTEM_ACTOR, AT);
    const crash = new AbortController();
    await first.work(crash.signal, () => {
      crash.abort();
    });
    expect(await inventory.countSealedWith('k1')).toBe(1);
    await second.work(never, ignore);
    expect(await inventory.countSealedWith('k1')).toBe(1);
    rotations.nowMs += 60_000;
    await second.work(never, ignore);
    expect(await inventory.countSealedWith('k1')).toBe(0);
    expect(await rotations.read()).toMatchObject({ isRunning: false, done: 3, total: 3 });
    expect(store.rows.size).toBe(3);
  });

  it('is left to replicas that have that key first', async () => {
    const { inventory, replica, insert } = setUp();
    await insert('a');
    await replica().start(SYSTEM_ACTOR, AT);
    await replica(KeyRing.parse(`${key('k1', 1)},${key('k2', 2)}`)).work(never, ignore);
    expect(await inventory.countSealedWith('k1')).toBe(1);
  });

  it('lets whoever writes at the same time win, and sees to what that one left', async () => {
    const { store, inventory, rotations, replica, insert } = setUp();
    const settings = await insert('a');
    const reseal = inventory.reseal.bind(inventory);
    inventory.reseal = async (resealed) => {
      inventory.reseal = reseal;
      const sealed = OLD.seal({ token: 'newer' }, settings.id);
      await store.replace({ ...settings, revision: 2, sealed }, 1);
      return reseal(resealed);
    };
    const rotation = replica();
    await rotation.start(SYSTEM_ACTOR, AT);
    await rotation.work(never, ignore);
    const found = await store.find(settings);
    expect(found).toMatchObject({ revision: 3, sealed: { key: 'k2' } });
    expect(BOTH.open(found?.sealed ?? OLD.seal({}, ''), settings.id)).toEqual({ token: 'newer' });
    expect(await rotations.read()).toMatchObject({ isRunning: false, done: 1 });
  });

  it('goes on without what it can’t open, and lists that with the key', async () => {
    const { store, rotations, replica, insert } = setUp();
    const lost = await insert('lost', KeyRing.parse(key('k9', 9)));
    const damaged = await insert('damaged', KeyRing.parse(key('k1', 7)));
    const fine = await insert('fine');
    const rotation = replica();
    await rotation.start(SYSTEM_ACTOR, AT);
    await rotation.work(never, ignore);
    expect(await store.find(fine)).toMatchObject({ sealed: { key: 'k2' } });
    expect(await rotations.read()).toMatchObject({ isRunning: false, done: 1, failed: 2, total: 3 });
    const failures = [
      { id: damaged.id, key: 'k1', code: 'unsealing_failed' },
      { id: lost.id, key: 'k9', code: 'key_unknown' },
    ];
    expect((await rotations.read())?.failures).toEqual(expect.arrayContaining(failures));
  });

  it('ends after the batch under way when the process is told to', async () => {
    const { inventory, replica, insert, rotations } = setUp();
    for (const label of ['a', 'b', 'c']) await insert(label);
    const rotation = replica();
    await rotation.start(SYSTEM_ACTOR, AT);
    const stop = new AbortController();
    await rotation.work(stop.signal, () => {
      stop.abort();
    });
    expect(await inventory.countSealedWith('k1')).toBe(1);
    expect(await rotations.read()).toMatchObject({ isRunning: true, done: 2 });
  });
});

describe('the use of keys', () => {
  it('calls a key unused when neither a row nor anything unpublished needs it', async () => {
    const { store, inventory, insert, replica } = setUp();
    const usage = new KeyUsage(inventory, BOTH, new Readiness());
    const [settings, publish] = [
      await insert('a'),
      async () => store.markPublished(await store.claimUnpublished(10, 1000)),
    ];
    await publish();
    const states = async () => (await usage.report()).keys.map(({ id, isUnused }) => [id, isUnused]);
    expect(await states()).toEqual([
      ['k2', false],
      ['k1', false],
    ]);
    const rotation = replica();
    await rotation.start(SYSTEM_ACTOR, AT);
    await rotation.work(never, ignore);
    expect(await states()).toEqual([
      ['k2', false],
      ['k1', false],
    ]);
    await publish();
    expect(await states()).toEqual([
      ['k2', false],
      ['k1', true],
    ]);
    expect(await store.find(settings)).toMatchObject({ revision: 2, publishedRevision: 2 });
  });

  it('is not kept from that by settings whose own key is missing', async () => {
    const { inventory, insert } = setUp();
    await insert('lost', KeyRing.parse(key('k9', 9)));
    const { keys, unpublished } = await new KeyUsage(inventory, BOTH, new Readiness()).report();
    expect(unpublished).toBe(0);
    expect(keys).toEqual([
      { id: 'k2', isPrimary: true, isKnown: true, settings: 0, isUnused: false },
      { id: 'k1', isPrimary: false, isKnown: true, settings: 0, isUnused: true },
      { id: 'k9', isPrimary: false, isKnown: false, settings: 1, isUnused: false },
    ]);
  });

  it('makes readiness tell how many integrations miss which key, and take work all the same', async () => {
    const { inventory, insert } = setUp();
    const readiness = new Readiness();
    const usage = new KeyUsage(inventory, BOTH, readiness);
    await insert('fine');
    await usage.lookForMissing();
    expect(readiness.notes()).toEqual({});
    await insert('lost', KeyRing.parse(key('k9', 9)));
    await usage.lookForMissing();
    expect(readiness.notes()).toEqual({ keys: '1 integration can’t be opened: key k9 is missing' });
    expect(readiness.problems()).toEqual({});
  });
});
