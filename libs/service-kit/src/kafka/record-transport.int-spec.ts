import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import type { Message } from 'kafkajs';
import { pino } from 'pino';
import { kafkaSettings, loadConfig } from '../config/index.ts';
import { createKafka } from './create-kafka.ts';
import { ensureTopics } from './ensure-topics.ts';
import type { Assignment } from './partition-ledgers.ts';
import { RecordTransport } from './record-transport.ts';
import type { RecordSource } from './record-transport-options.ts';
import type { KafkaRecord } from './record.ts';

const { CompressionTypes } = kafkajs;
const logger = pino({ level: 'silent' });
const kafka = createKafka(loadConfig(kafkaSettings, process.env), logger);
const admin = kafka.admin();
const producer = kafka.producer();
const running = new Set<RecordTransport>();

interface Consuming {
  readonly groupId: string;
  readonly handle: (record: KafkaRecord) => Promise<void> | void;
  readonly drainTimeoutMs?: number;
  readonly maxInFlightRecords?: number;
  readonly prepare?: (came: Assignment) => Promise<void>;
}

async function aTopic(partitions = 1): Promise<string> {
  const topic = `transport-${randomUUID()}`;
  const signal = AbortSignal.timeout(10_000);
  await ensureTopics(kafka, [{ topic, partitions, config: {} }], logger, {
    isCreating: true,
    replicationFactor: -1,
    signal,
  });
  return topic;
}

function consume(sources: readonly Omit<RecordSource, 'pattern'>[], consuming: Consuming): RecordTransport {
  const { groupId, handle, drainTimeoutMs = 5000, maxInFlightRecords = 100, prepare } = consuming;
  const transport = new RecordTransport(kafka, logger, {
    groupId,
    sources: sources.map((source) => ({ ...source, pattern: 'record' })),
    maxInFlightRecords,
    maxInFlightBytes: 1024 * 1024,
    sessionTimeoutMs: 6000,
    commitIntervalMs: 100,
    drainTimeoutMs,
    ...(prepare !== undefined && { prepare }),
  });
  transport.addHandler('record', async (record: KafkaRecord) => handle(record), true);
  transport.listen(() => undefined);
  running.add(transport);
  return transport;
}

async function stop(transport: RecordTransport): Promise<void> {
  running.delete(transport);
  await transport.close();
}

const publish = (topic: string, messages: readonly Message[], compression = CompressionTypes.None) =>
  producer.send({ topic, messages: [...messages], compression });
const numbered = (count: number): Message[] =>
  Array.from({ length: count }, (_, index) => ({ key: String(index), value: `record ${index}` }));

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isSo());) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A broker that was just started knows of no commits before its own topic for them is ready, and says so. */
async function committed(groupId: string, topic: string): Promise<{ offset: number; metadata: string }[]> {
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] }).catch((error: unknown) => {
    if (error instanceof kafkajs.KafkaJSError && error.retriable) return [];
    throw error;
  });
  return (found?.partitions ?? []).map(({ offset, metadata }) => ({
    offset: Number(offset),
    metadata: metadata ?? '',
  }));
}

describe('RecordTransport on a real Kafka', () => {
  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
  });
  afterEach(async () => {
    await Promise.all([...running].map(stop));
  });
  afterAll(async () => {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  });

  it('takes nothing from a partition that came before it is prepared, and prepares what stays no second time', async () => {
    const topic = await aTopic(2);
    const groupId = `group-${topic}`;
    const prepared = Promise.withResolvers<undefined>();
    const [came, taken]: [Assignment[], number[]] = [[], []];
    const handle = ({ partition }: KafkaRecord): void => void taken.push(partition);
    const prepare = async (assignment: Assignment): Promise<void> => {
      came.push(assignment);
      await prepared.promise;
    };
    await producer.send({ topic, messages: [0, 1].map((partition) => ({ partition, value: 'one' })) });
    consume([{ topic }], { groupId, handle, prepare });
    await until('both came', () => came.length === 1);
    const other = consume([{ topic }], {
      groupId,
      handle: () => undefined,
      prepare: () => Promise.resolve(),
    });
    await until('the other one has one of them', () => Object.keys(other.ledgers.held).length > 0);
    expect(taken).toEqual([]);
    prepared.resolve(undefined);
    await until('the record of the partition that stayed is taken', () => taken.length > 0);
    await stop(other);
    await until('the other partition has come back', () => came.length === 2);
    expect(came.map((assignment) => assignment[topic]?.length)).toEqual([2, 1]);
  });

  it('holds the commit at a slow record while later ones finish, and repeats only the slow one after a restart', async () => {
    const topic = await aTopic();
    const groupId = `group-${topic}`;
    await publish(topic, numbered(3));
    const first: string[] = [];
    const never = Promise.withResolvers<undefined>();
    const stuck = consume([{ topic }], {
      groupId,
      drainTimeoutMs: 200,
      handle: async ({ offset }) => {
        if (offset === '2') await never.promise;
        first.push(offset);
      },
    });
    await until(
      'the slow one holds the commit',
      async () => (await committed(groupId, topic))[0]?.offset === 2,
    );
    await publish(topic, numbered(7));
    await until('all but one are done', () => first.length === 9);
    await until('the commit names those behind the slow one', async () => {
      const [commit] = await committed(groupId, topic);
      return commit?.offset === 2 && commit.metadata === '1,7';
    });
    await stop(stuck);
    never.resolve(undefined);

    await publish(topic, [{ key: 'new', value: 'new' }]);
    const second: string[] = [];
    consume([{ topic }], { groupId, handle: ({ offset }) => void second.push(offset) });
    await until('the commit is at the end', async () => (await committed(groupId, topic))[0]?.offset === 11);
    expect(second).toEqual(['2', '10']);
  });

  it('calls a handler that throws again until it succeeds, and goes on with the others meanwhile', async () => {
    const topic = await aTopic();
    const groupId = `group-${topic}`;
    await publish(topic, numbered(3));
    const calls: string[] = [];
    let failures = 2;
    consume([{ topic }], {
      groupId,
      handle: ({ offset }) => {
        calls.push(offset);
        if (offset === '0' && failures-- > 0) throw new Error('not now');
      },
    });
    await until('everything is committed', async () => (await committed(groupId, topic))[0]?.offset === 3);
    expect(calls.slice(0, 3)).toEqual(['0', '1', '2']);
    expect(calls.slice(3)).toEqual(['0', '0']);
  });

  it('keeps a record of a retry topic waiting until it is due, without holding up another topic', async () => {
    const [delayed, direct] = await Promise.all([aTopic(), aTopic()]);
    const handledAt = new Map<string, number>();
    const dueAt = Date.now() + 3000;
    await publish(delayed, numbered(2));
    await publish(direct, numbered(1));
    consume([{ topic: delayed, dueAt: () => dueAt }, { topic: direct }], {
      groupId: `group-${delayed}`,
      handle: ({ topic, offset }) => void handledAt.set(`${topic}/${offset}`, Date.now()),
    });
    await until('all three are handled', () => handledAt.size === 3);
    expect(handledAt.get(`${direct}/0`)).toBeLessThan(dueAt);
    for (const offset of [0, 1]) {
      const at = handledAt.get(`${delayed}/${offset}`) ?? 0;
      expect(at).toBeGreaterThanOrEqual(dueAt);
      expect(at).toBeLessThan(dueAt + 2000);
    }
  });

  it('has no more under way than its budget allows', async () => {
    const topic = await aTopic();
    await publish(topic, numbered(50));
    let underWay = 0;
    let most = 0;
    let done = 0;
    consume([{ topic }], {
      groupId: `group-${topic}`,
      maxInFlightRecords: 7,
      handle: async () => {
        most = Math.max(most, (underWay += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay -= 1;
        done += 1;
      },
    });
    await until('all are done', () => done === 50);
    expect(most).toBe(7);
  });

  it('loses nothing when partitions move to another consumer and back under load', async () => {
    const topic = await aTopic(4);
    const groupId = `group-${topic}`;
    const seen = new Map<string, number>();
    const handle = async ({ partition, offset }: KafkaRecord): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const place = `${partition}/${offset}`;
      seen.set(place, (seen.get(place) ?? 0) + 1);
    };
    consume([{ topic }], { groupId, handle });
    const publishing = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await publish(topic, numbered(50));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await until('the first consumer works', () => seen.size > 0);
    const second = consume([{ topic }], { groupId, handle });
    await until('the second consumer works', () => second.problem === undefined);
    await stop(second);
    await publishing;
    await until('all are done', () => seen.size === 2000);
    await until('all are committed', async () => {
      const ends = await admin.fetchTopicOffsets(topic);
      const commits = await committed(groupId, topic);
      return sum(commits.map(({ offset }) => offset)) === sum(ends.map(({ high }) => Number(high)));
    });
    const repeated = [...seen.values()].filter((times) => times > 1).length;
    expect(repeated).toBeLessThan(200);
  });

  it.each([
    ['gzip', CompressionTypes.GZIP],
    ['snappy', CompressionTypes.Snappy],
    ['lz4', CompressionTypes.LZ4],
    ['zstd', CompressionTypes.ZSTD],
  ])('reads what was compressed with %s', async (_name, compression) => {
    const topic = await aTopic();
    const value = JSON.stringify({ object_kind: 'push', filler: 'ä'.repeat(100_000) });
    await publish(topic, [{ key: '1', value }, ...numbered(20)], compression);
    const values: string[] = [];
    consume([{ topic }], {
      groupId: `group-${topic}`,
      handle: (record) => void values.push(record.value?.toString() ?? ''),
    });
    await until('all are read', () => values.length === 21);
    expect(values[0]).toBe(value);
  });

  it('closes without complaint when it has not come as far as joining its group', async () => {
    const transport = consume([{ topic: 'transport-that-is-not-there' }], {
      groupId: 'none',
      handle: () => undefined,
    });
    expect(transport.problem).toBe('not yet a member of consumer group none');
    await expect(stop(transport)).resolves.toBeUndefined();
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
