import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { anAttempt } from '../testing/an-attempt.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { decodeBacklog } from './mongo-backlog-pack.ts';
import { RequestLogStore } from './request-log.store.ts';
import { RequestLogWriter } from './request-log.writer.ts';

const { jest } = import.meta;

class FakeStore extends RequestLogStore {
  override isReachable = true;
  readonly written: string[][] = [];
  answer: () => Promise<void> = () => Promise.resolve();

  override async write(attempts: readonly AttemptDocument[]): Promise<void> {
    this.written.push(attempts.map(({ _id }) => _id));
    await this.answer();
  }
}

function writing(batchSize = 2) {
  const store = new FakeStore();
  const records: OutgoingRecord[] = [];
  const places: string[] = [];
  const { logger, lines } = recordingLogger();
  const kafka = { answer: (): Promise<void> => Promise.resolve() };
  const writer = new RequestLogWriter(
    store,
    (record) => {
      records.push(record);
      return kafka.answer();
    },
    logger,
    {
      batchSize,
      flushMs: 50,
      backlogTopic: 'backlog',
      workerId: 'worker-1',
      onWritten: (place, count) => places.push(`${place}: ${count}`),
    },
  );
  const backlogged = (): string[][] =>
    records.map(({ value }) => decodeBacklog(value as Buffer).map(({ _id }) => _id));
  return { store, records, places, lines, writer, backlogged, kafka };
}

const attempt = (id: string, changes: Partial<AttemptDocument> = {}) => anAttempt({ _id: id, ...changes });

/** Lets promises settle, which fake timers do not hold up. */
const settle = () => jest.advanceTimersByTimeAsync(0);

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  promise.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  await settle();
  return isDone;
}

describe('RequestLogWriter', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('writes a batch when it is full', async () => {
    const { store, writer, places, records } = writing(2);
    await Promise.all([writer.append(attempt('a')), writer.append(attempt('b'))]);
    expect(store.written).toEqual([['a', 'b']]);
    expect(places).toEqual(['mongodb: 2']);
    expect(records).toEqual([]);
  });

  it('writes what there is when the first has waited long enough', async () => {
    const { store, writer } = writing(100);
    const appended = writer.append(attempt('a'));
    await jest.advanceTimersByTimeAsync(49);
    expect(store.written).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await appended;
    expect(store.written).toEqual([['a']]);
  });

  it('is done with an attempt only when it is safe', async () => {
    const { store, writer } = writing(1);
    const written = Promise.withResolvers<void>();
    store.answer = () => written.promise;
    const appended = writer.append(attempt('a'));
    expect(await isSettled(appended)).toBe(false);
    written.resolve();
    await expect(appended).resolves.toBeUndefined();
  });

  it('puts what MongoDB does not take into the backlog, and is done when Kafka has it', async () => {
    const { store, writer, backlogged, records, places, kafka } = writing(2);
    store.answer = () => Promise.reject(new Error('no primary'));
    const produced = Promise.withResolvers<void>();
    kafka.answer = () => produced.promise;
    const appended = Promise.all([writer.append(attempt('a')), writer.append(attempt('b'))]);
    expect(await isSettled(appended)).toBe(false);
    expect(backlogged()).toEqual([['a', 'b']]);
    expect(records[0]).toMatchObject({ topic: 'backlog', key: 'worker-1' });
    produced.resolve();
    await appended;
    expect(places).toEqual(['backlog: 2']);
  });

  it('leaves MongoDB alone for a while after it failed, and then goes back to it', async () => {
    const { store, writer, backlogged } = writing(1);
    store.answer = () => Promise.reject(new Error('no primary'));
    await writer.append(attempt('a'));
    store.answer = () => Promise.resolve();
    await writer.append(attempt('b'));
    expect(backlogged()).toEqual([['a'], ['b']]);
    await jest.advanceTimersByTimeAsync(2000);
    await writer.append(attempt('c'));
    expect(store.written).toEqual([['a'], ['c']]);
  });

  it('does not try a MongoDB that is not connected', async () => {
    const { store, writer, backlogged } = writing(1);
    store.isReachable = false;
    await writer.append(attempt('a'));
    expect(store.written).toEqual([]);
    expect(backlogged()).toEqual([['a']]);
  });

  it('says why attempts went to the backlog, without the attempts themselves', async () => {
    const { store, writer, lines } = writing(1);
    store.answer = () => Promise.reject(Object.assign(new Error('no primary'), { documents: ['private'] }));
    await writer.append(attempt('a'));
    expect(lines).toMatchObject([{ level: 'warn', fields: { reason: 'Error: no primary', attempts: 1 } }]);
    expect(JSON.stringify(lines)).not.toContain('private');
  });

  it('splits a batch that is too large for one record of the backlog', async () => {
    const { store, writer, backlogged, records } = writing(5);
    store.isReachable = false;
    const body = Buffer.alloc(300 * 1024);
    const request = { method: 'POST', url: '', headers: {}, body, isBodyCut: false };
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => writer.append(attempt(id, { request }))));
    expect(backlogged()).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    for (const { value } of records) expect(value?.length).toBeLessThan(1024 * 1024);
  });

  it('sends a single attempt that is larger than that as it is', async () => {
    const { store, writer, backlogged } = writing(1);
    store.isReachable = false;
    const request = { method: '', url: '', headers: {}, body: Buffer.alloc(2_000_000), isBodyCut: false };
    await writer.append(attempt('a', { request }));
    expect(backlogged()).toEqual([['a']]);
  });

  it('writes no more than four batches at once, and the others after them', async () => {
    const { store, writer } = writing(1);
    const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
    let next = 0;
    store.answer = () => gates[next++]?.promise ?? Promise.resolve();
    const appended = Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => writer.append(attempt(id))));
    await settle();
    expect(store.written).toHaveLength(4);
    gates[0]?.resolve();
    await settle();
    expect(store.written).toHaveLength(5);
    for (const gate of gates) gate.resolve();
    await appended;
    expect(store.written.flat()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('tells every attempt of a batch when neither MongoDB nor Kafka took it, and goes on', async () => {
    const { store, writer, kafka } = writing(2);
    store.isReachable = false;
    kafka.answer = () => Promise.reject(new Error('no broker'));
    const failed = await Promise.allSettled([writer.append(attempt('a')), writer.append(attempt('b'))]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    store.isReachable = true;
    await Promise.all([writer.append(attempt('c')), writer.append(attempt('d'))]);
    expect(store.written).toEqual([['c', 'd']]);
  });

  it('keeps no timer when nothing waits', async () => {
    const { writer } = writing(1);
    await writer.append(attempt('a'));
    expect(jest.getTimerCount()).toBe(0);
  });
});
