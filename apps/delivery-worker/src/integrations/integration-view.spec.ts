import { encodeSettingsRevision } from '@patchbay/integration-contracts';
import type { SettingsRevision } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { recordingLogger } from '../testing/recording-logger.ts';
import { IntegrationView } from './integration-view.ts';

const { jest } = import.meta;

const ring = (id: string, fill: number) =>
  KeyRing.parse(`${id}:${Buffer.alloc(32, fill).toString('base64')}`);
const KEYS = ring('k1', 1);
const SETTINGS = { url: 'https://hooks.example.com/in', token: 'hush-hush', enable_ssl_verification: true };

function record(value: string | null, id = 'int-1'): KafkaRecord {
  const bytes = value === null ? null : Buffer.from(value);
  const place = { topic: 'integration.settings', partition: 0, offset: '5', timestampMs: 0 };
  return { ...place, key: Buffer.from(id), value: bytes, headers: {} };
}

function revision(number: number, changes: Partial<SettingsRevision> = {}): KafkaRecord {
  const id = changes.id ?? 'int-1';
  const base: SettingsRevision = {
    v: 1,
    id,
    scope: 'instance',
    name: 'webhook',
    label: '',
    revision: number,
    isActive: true,
    isInherited: false,
    triggers: ['push'],
    routing: {},
    sealed: KEYS.seal({ ...SETTINGS, url: `https://hooks.example.com/${number}` }, id),
    updatedAt: '2026-01-02T03:04:05Z',
  };
  return record(encodeSettingsRevision({ ...base, ...changes }), id);
}

function viewing(keys = KEYS, maxOpened = 100) {
  const { logger, lines } = recordingLogger();
  return { view: new IntegrationView(keys, logger, maxOpened), lines };
}

describe('IntegrationView', () => {
  it('opens the newest settings, secrets and mask included', async () => {
    const { view } = viewing();
    view.apply(revision(1));
    view.apply(revision(2));
    const opened = await view.open('int-1', 1, 0);
    expect(opened).toMatchObject({ id: 'int-1', revision: 2, name: 'webhook', isActive: true });
    expect(opened?.settings).toEqual({ ...SETTINGS, url: 'https://hooks.example.com/2' });
    expect(opened?.mask.text('token hush-hush')).toBe('token [masked]');
    expect(view.size).toBe(1);
  });

  it('opens settings once and keeps them so until newer ones come', async () => {
    const { view } = viewing();
    view.apply(revision(1));
    const opened = await view.open('int-1', 1, 0);
    expect(await view.open('int-1', 1, 0)).toBe(opened);
    view.apply(revision(2));
    expect(await view.open('int-1', 1, 0)).toMatchObject({ revision: 2 });
  });

  it('opens them anew when too many others were opened since', async () => {
    const { view } = viewing(KEYS, 1);
    view.apply(revision(1));
    view.apply(revision(1, { id: 'int-2' }));
    const opened = await view.open('int-1', 1, 0);
    await view.open('int-2', 1, 0);
    const again = await view.open('int-1', 1, 0);
    expect(again).toEqual({ ...opened, mask: again?.mask });
    expect(again).not.toBe(opened);
  });

  it('drops a revision older than the one it holds', async () => {
    const { view } = viewing();
    view.apply(revision(3));
    view.apply(revision(2));
    expect(await view.open('int-1', 1, 0)).toMatchObject({ revision: 3 });
  });

  it('says that an integration was deleted, even while somebody waits for it', async () => {
    const { view } = viewing();
    view.apply(revision(1));
    const waiting = view.open('int-1', 2, 60_000);
    view.apply(record(null));
    expect(await waiting).toBeUndefined();
    expect(await view.open('int-1', 1, 60_000)).toBeUndefined();
    expect(view.size).toBe(0);
  });

  it('takes an integration that was made again after its deletion', async () => {
    const { view } = viewing();
    view.apply(record(null));
    view.apply(revision(1));
    expect(await view.open('int-1', 1, 0)).toMatchObject({ revision: 1 });
  });

  it('copies what it holds, since Kafka’s buffers are large and shared', async () => {
    const { view } = viewing();
    const given = revision(1);
    view.apply(given);
    given.value?.fill(0);
    expect(await view.open('int-1', 1, 0)).toMatchObject({ revision: 1 });
  });

  it.each(['', 'no JSON', 'null', '{}', '{"revision":"1"}'])('skips the unreadable record %j', (value) => {
    const { view, lines } = viewing();
    view.apply(record(value));
    expect(view.size).toBe(0);
    expect(lines).toMatchObject([{ level: 'error', fields: { integrationId: 'int-1', offset: '5' } }]);
  });

  it('says that the key is missing when settings were sealed with another', async () => {
    const { view } = viewing(ring('k2', 2));
    view.apply(revision(1));
    await expect(view.open('int-1', 1, 0)).rejects.toMatchObject({ code: 'key_unknown' });
  });

  it('says that the key is wrong without repeating what was sealed', async () => {
    const { view } = viewing(ring('k1', 9));
    view.apply(revision(1));
    await expect(view.open('int-1', 1, 0)).rejects.toMatchObject({ code: 'unsealing_failed' });
  });

  it('does not open what was sealed for another integration', async () => {
    const { view } = viewing();
    view.apply(revision(1, { sealed: KEYS.seal(SETTINGS, 'int-9') }));
    await expect(view.open('int-1', 1, 0)).rejects.toMatchObject({ code: 'unsealing_failed' });
  });

  it('opens an integration that has no settings of its own', async () => {
    const { view } = viewing();
    view.apply(revision(1, { sealed: null, isActive: false }));
    expect(await view.open('int-1', 1, 0)).toMatchObject({ settings: {}, isActive: false });
  });

  it('says which definition is missing', async () => {
    const { view } = viewing();
    view.apply(revision(1, { name: 'carrier_pigeon' }));
    await expect(view.open('int-1', 1, 0)).rejects.toThrow('is of the kind carrier_pigeon.');
  });
});

describe('IntegrationView, when deliveries are ahead of the settings', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits for the revision, whatever comes before it', async () => {
    const { view } = viewing();
    const waiting = view.open('int-1', 3, 3000);
    for (const number of [1, 2, 3]) {
      view.apply(revision(number));
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(await waiting).toMatchObject({ revision: 3 });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up after its time on an integration that does not come', async () => {
    const { view } = viewing();
    const waiting = expect(view.open('int-1', 1, 3000)).rejects.toMatchObject({
      code: 'integration_missing',
      detail: 'Integration int-1 is not in the settings topic.',
    });
    expect(view.awaited).toBe(1);
    await jest.advanceTimersByTimeAsync(3000);
    await waiting;
    expect(view.awaited).toBe(0);
  });

  it('uses what it has when the revision does not come in time', async () => {
    const { view } = viewing();
    view.apply(revision(1));
    const waiting = view.open('int-1', 2, 3000);
    await jest.advanceTimersByTimeAsync(3000);
    expect(await waiting).toMatchObject({ revision: 1 });
  });

  it('wakes all who wait', async () => {
    const { view } = viewing();
    const waiting = Promise.all([1, 2, 3].map(() => view.open('int-1', 1, 3000)));
    view.apply(revision(1));
    expect(await waiting).toHaveLength(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('opens settings that are tried out, bound to their integration as all are', () => {
    const { view } = viewing();
    const trial = { name: 'webhook', sealed: KEYS.seal(SETTINGS, 'int-9') };
    const opened = view.openTrial('int-9', trial);
    expect(opened).toMatchObject({ id: 'int-9', name: 'webhook', isActive: true, settings: SETTINGS });
    expect(opened.mask.text('token hush-hush')).toBe('token [masked]');
    expect(() => view.openTrial('int-8', trial)).toThrow('int-8');
    expect(() => view.openTrial('int-9', { ...trial, name: 'nope' })).toThrow('nope');
    expect(view.size).toBe(0);
  });
});
