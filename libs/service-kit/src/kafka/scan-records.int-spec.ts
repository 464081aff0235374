import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { kafkaSettings, loadConfig } from '../config/index.ts';
import { createKafka } from './create-kafka.ts';
import { ensureTopics } from './ensure-topics.ts';
import { keptOffsets, offsetsAt, scanRecords } from './scan-records.ts';
import type { OffsetRange } from './scan-records.ts';

const logger = pino({ level: 'silent' });
const kafka = createKafka(loadConfig(kafkaSettings, process.env), logger);
const producer = kafka.producer();
const topic = `scan-${randomUUID()}`;
const START = 1_700_000_000_000;

beforeAll(async () => {
  await ensureTopics(kafka, [{ topic, partitions: 3, config: { 'retention.ms': '-1' } }], logger, {
    isCreating: true,
    replicationFactor: -1,
    signal: AbortSignal.timeout(10_000),
  });
  await producer.connect();
  const messages = Array.from({ length: 90 }, (_, number) => ({
    partition: number % 3,
    value: String(number),
    timestamp: String(START + number),
  }));
  await producer.send({ topic, messages });
});
afterAll(() => producer.disconnect());

async function scanned(
  ranges: Record<number, OffsetRange>,
  onRecord?: (value: string) => Promise<void> | void,
): Promise<string[]> {
  const seen: string[] = [];
  await scanRecords(kafka, {
    topic,
    ranges: new Map(Object.entries(ranges).map(([partition, range]) => [Number(partition), range])),
    groupPrefix: 'scan-test.',
    idleTimeoutMs: 20_000,
    onRecord: ({ value }) => {
      seen.push(value?.toString() ?? '');
      return onRecord?.(value?.toString() ?? '');
    },
  });
  return seen;
}

describe('scanning a topic', () => {
  it('reads the ranges alone, each once and in order', async () => {
    const seen = await scanned({ 0: { from: 3, to: 6 }, 2: { from: 29, to: 30 } });
    expect(seen.filter((value) => Number(value) % 3 === 0)).toEqual(['9', '12', '15']);
    expect(seen.filter((value) => Number(value) % 3 === 2)).toEqual(['89']);
    expect(seen).toHaveLength(4);
  });

  it('reads nothing where there is nothing to read', async () => {
    expect(await scanned({ 0: { from: 6, to: 6 } })).toEqual([]);
    expect(await scanned({})).toEqual([]);
  });

  it('ends with the error of whoever looks at the records', async () => {
    const failing = scanned({ 1: { from: 0, to: 30 } }, () => Promise.reject(new Error('enough')));
    await expect(failing).rejects.toThrow('enough');
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const scan = scanRecords(kafka, {
      ...{ topic, groupPrefix: 'scan-test.', idleTimeoutMs: 20_000, signal: stop.signal },
      ranges: new Map([[0, { from: 0, to: 30 }]]),
      onRecord: () => {
        stop.abort(new Error('stopped'));
      },
    });
    await expect(scan).rejects.toThrow('stopped');
  });

  it('fails when nothing comes, instead of waiting for ever', async () => {
    const scan = scanRecords(kafka, {
      ...{ topic, groupPrefix: 'scan-test.', idleTimeoutMs: 1500, onRecord: () => undefined },
      ranges: new Map([[0, { from: 30, to: 31 }]]),
    });
    await expect(scan).rejects.toThrow(`nothing came from ${topic}`);
  });

  it('knows what is kept, and where a time begins', async () => {
    expect(await keptOffsets(kafka, topic)).toEqual(
      new Map([0, 1, 2].map((partition) => [partition, { from: 0, to: 30 }])),
    );
    expect((await offsetsAt(kafka, topic, START + 30)).get(0)).toBe(10);
    expect((await offsetsAt(kafka, topic, START + 31)).get(0)).toBe(11);
    expect((await offsetsAt(kafka, topic, START + 1000)).get(0)).toBe(30);
    for (const before1970 of [-1, -2, Date.parse('0275-08-22')])
      expect((await offsetsAt(kafka, topic, before1970)).get(0)).toBe(0);
  });
});
