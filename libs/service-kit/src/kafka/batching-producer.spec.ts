import type { Kafka, ProducerBatch } from 'kafkajs';
import { pino } from 'pino';
import { BatchingProducer } from './batching-producer.ts';

type Answer = (batch: ProducerBatch) => Promise<void>;

/** Brokers that keep what they are sent and answer as told. */
class FakeKafka {
  readonly sent: string[][] = [];
  producers = 0;
  answer: Answer = () => Promise.resolve();

  asKafka(): Kafka {
    const client = {
      producer: () => {
        this.producers += 1;
        return {
          connect: () => Promise.resolve(),
          disconnect: () => Promise.resolve(),
          sendBatch: async (batch: ProducerBatch) => {
            this.sent.push(
              (batch.topicMessages ?? []).flatMap(({ messages }) =>
                messages.map(({ value }) => String(value)),
              ),
            );
            await this.answer(batch);
          },
        };
      },
    };
    return client as unknown as Kafka;
  }
}

const record = (value: string) => ({ topic: 't', key: null, value });
const tooLarge = Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
const silent = pino({ level: 'silent' });

describe('BatchingProducer', () => {
  it('sends what comes in while a batch is under way as one batch', async () => {
    const kafka = new FakeKafka();
    const first = Promise.withResolvers<undefined>();
    kafka.answer = () => first.promise;
    const producer = new BatchingProducer(kafka.asKafka(), silent, { maxRecords: 1 });
    const before = producer.append(record('a'));
    await producer.connect();
    const others = Promise.all([producer.append(record('b')), producer.append(record('c'))]);
    first.resolve(undefined);
    await Promise.all([before, others]);
    expect(kafka.sent[0]).toEqual(['a']);
    expect(kafka.sent.slice(1).flat()).toEqual(['b', 'c']);
  });

  it('keeps a batch within its bytes, but lets a larger record go alone', async () => {
    const kafka = new FakeKafka();
    const producer = new BatchingProducer(kafka.asKafka(), silent, { lingerMs: 0, maxBytes: 10 });
    const values = ['12345', '12345', 'x'.repeat(50), '1'];
    await Promise.all(values.map((value) => producer.append(record(value))));
    expect(kafka.sent).toEqual([['12345', '12345'], ['x'.repeat(50)], ['1']]);
  });

  it('rejects what the brokers did not take, and begins anew with another producer', async () => {
    const kafka = new FakeKafka();
    kafka.answer = () => Promise.reject(new Error('no leader'));
    const producer = new BatchingProducer(kafka.asKafka(), silent, { lingerMs: 0 });
    await expect(producer.append(record('a'))).rejects.toThrow('no leader');
    expect(producer.isConnected).toBe(false);
    kafka.answer = () => Promise.resolve();
    await producer.append(record('a'));
    expect(kafka.producers).toBe(2);
  });

  it('does not let records that fit fail with one that is too large', async () => {
    const kafka = new FakeKafka();
    kafka.answer = () =>
      kafka.sent.at(-1)?.includes('huge') === true ? Promise.reject(tooLarge) : Promise.resolve();
    const producer = new BatchingProducer(kafka.asKafka(), silent, { lingerMs: 0 });
    const outcomes = await Promise.allSettled(
      ['a', 'huge', 'b'].map((value) => producer.append(record(value))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('sends what is queued before it closes', async () => {
    const kafka = new FakeKafka();
    const producer = new BatchingProducer(kafka.asKafka(), silent, { lingerMs: 60_000 });
    const appended = producer.append(record('a'));
    await producer.close();
    await appended;
    expect(kafka.sent).toEqual([['a']]);
  });
});
