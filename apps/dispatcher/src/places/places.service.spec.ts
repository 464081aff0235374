import { NamespaceMap, defineTopics, parseEvent } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { MemoryOutbox } from '../testing/memory-outbox.ts';
import { Places } from './places.service.ts';

const topics = defineTopics({ prefix: '', partitions: 1, retryDelaysMs: [1000] });

function given(cacheEntries = 100) {
  const [outbox, namespaces] = [new MemoryOutbox(), new NamespaceMap()];
  const config = { PATH_CACHE_ENTRIES: cacheEntries };
  const places = new Places(outbox, namespaces, topics, config, createLogger('test', 'silent'));
  /** Learns from a payload; `eventAt` is the event's id as well. */
  const learn = (eventAt: number, payload: object): Promise<void> | undefined => {
    const body = Buffer.from(JSON.stringify(payload));
    const parsed = parseEvent(body);
    if (parsed.kind !== 'event') throw new Error(parsed.detail);
    const { facts } = parsed.event;
    return places.learn({ eventId: `e${eventAt}`, eventAt, facts, body, passThrough: {} });
  };
  /** Key and path of each record; `null` for a tombstone. */
  const published = (): (readonly [unknown, unknown])[] =>
    outbox.records.map(({ key, value }) => [
      key,
      value === null ? null : (JSON.parse(String(value)) as { path: unknown }).path,
    ]);
  return { outbox, namespaces, learn, published };
}

const push = (id: number, path: string) => ({
  object_kind: 'push',
  ref: 'refs/heads/main',
  project: { id, path_with_namespace: path },
});
const hook = (name: string, path: string) => ({
  event_name: name,
  project_id: 7,
  path_with_namespace: path,
});
const rename = (from: unknown, to: unknown) => ({
  event_name: 'group_rename',
  group_id: 64,
  old_full_path: from,
  full_path: to,
});

describe('what is learnt of projects', () => {
  it('is published once, and then only when it changes', async () => {
    const { outbox, learn, published } = given();
    await learn(1, push(7, 'acme/engine'));
    expect(learn(2, push(7, 'acme/engine'))).toBeUndefined();
    await learn(3, push(8, 'acme/pump'));
    await learn(4, push(7, 'acme/motor'));
    expect(published()).toEqual([
      ['7', 'acme/engine'],
      ['8', 'acme/pump'],
      ['7', 'acme/motor'],
    ]);
    expect(outbox.records[0]).toMatchObject({ topic: 'integration.projects' });
    expect(JSON.parse(String(outbox.records[0]?.value))).toEqual({
      ...{ v: 1, id: 7, path: 'acme/engine', at: 1, eventId: 'e1' },
    });
  });

  it.each(['project_create', 'project_rename', 'project_transfer', 'project_update'])(
    'comes from the system hook %s as well',
    async (name) => {
      const { learn, published } = given();
      await learn(1, hook(name, 'acme/engine'));
      expect(published()).toEqual([['7', 'acme/engine']]);
    },
  );

  it('is a tombstone once the project is gone, which its late events don’t bring back', async () => {
    const { outbox, learn, published } = given();
    await learn(1, push(7, 'acme/engine'));
    await learn(5, hook('project_destroy', 'acme/engine'));
    expect(learn(4, push(7, 'acme/engine'))).toBeUndefined();
    expect(published()).toEqual([
      ['7', 'acme/engine'],
      ['7', null],
    ]);
    expect(outbox.records[1]?.headers).toEqual({ at: '5', 'event-id': 'e5' });
  });

  it('is not taken back by an older event, even one older than the last that said the same', async () => {
    const { learn, published } = given();
    await learn(1, push(7, 'acme/engine'));
    expect(learn(9, push(7, 'acme/engine'))).toBeUndefined();
    expect(learn(5, push(7, 'labs/engine'))).toBeUndefined();
    expect(published()).toEqual([['7', 'acme/engine']]);
  });

  it('is published again when Kafka refused it, and fails the event that told of it', async () => {
    const { outbox, learn, published } = given();
    const cause = new Error('no leader');
    outbox.refusal = () => cause;
    await expect(learn(1, push(7, 'acme/engine'))).rejects.toBe(cause);
    outbox.refusal = () => undefined;
    await learn(1, push(7, 'acme/engine'));
    expect(published()).toEqual([['7', 'acme/engine']]);
  });

  it('is published again after it was forgotten for want of room', async () => {
    const { learn, published } = given(2);
    for (const id of [1, 2, 3, 1]) await learn(id, push(id, `acme/p${id}`));
    expect(published().map(([key]) => key)).toEqual(['1', '2', '3', '1']);
  });

  it('is nothing where an event has no project, or a path that can’t be one', () => {
    const { learn, published } = given();
    expect(learn(1, { event_name: 'user_create' })).toBeUndefined();
    expect(learn(2, push(7, 'acme#1/engine'))).toBeUndefined();
    expect(learn(3, push(7, `acme/${'x'.repeat(2000)}`))).toBeUndefined();
    expect(published()).toEqual([]);
  });
});

describe('what is learnt of groups', () => {
  it('is where one went: known here at once, and published for the others', async () => {
    const { outbox, namespaces, learn } = given();
    const cause = new Error('no leader');
    outbox.refusal = () => cause;
    await expect(learn(1, rename('acme', 'globex'))).rejects.toBe(cause);
    expect(namespaces.settingsPath('globex')).toBe('acme');
    outbox.refusal = () => undefined;
    await learn(1, rename('acme', 'globex'));
    expect(outbox.records).toMatchObject([{ topic: 'integration.namespaces', key: 'e1' }]);
    expect(JSON.parse(String(outbox.records[0]?.value))).toEqual({
      ...{ v: 1, id: 'e1', from: 'acme', to: 'globex', at: 1, eventId: 'e1' },
    });
    expect(namespaces.size).toBe(1);
  });

  it('is one move when the same hook comes as two events, and another one at another time', async () => {
    const { outbox, namespaces, learn } = given();
    const at = (updatedAt: string) => ({ ...rename('acme', 'globex'), updated_at: updatedAt });
    await learn(1, at('2026-01-01T00:00:00Z'));
    await learn(2, at('2026-01-01T00:00:00Z'));
    expect(namespaces.settingsPath('globex')).toBe('acme');
    expect(outbox.records[1]?.key).toBe(outbox.records[0]?.key);
    await learn(3, at('2026-01-02T00:00:00Z'));
    expect(namespaces.settingsPath('globex')).toMatch(/^acme#/);
  });

  it.each([
    ['no old path', rename(undefined, 'globex')],
    ['a path that is none', rename('acme', 'acme#1')],
    ['a path that is no text', rename({}, 'globex')],
  ])('is nothing from a hook with %s', (_what, payload) => {
    const { outbox, namespaces, learn } = given();
    expect(learn(1, payload)).toBeUndefined();
    expect([outbox.records.length, namespaces.size]).toEqual([0, 0]);
  });
});
