import { decodeOutcomes } from '@patchbay/integration-contracts';
import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { OutcomePacker } from './outcome-packer.ts';

const { jest } = import.meta;

const outcome = (deliveryId: string): DeliveryOutcome => ({
  deliveryId,
  eventId: 'event-1',
  integrationId: 'int-1',
  attempt: 1,
  outcome: 'delivered',
  status: 200,
  durationMs: 5,
  at: 0,
});

function packing() {
  const records: OutgoingRecord[] = [];
  const kafka = { answer: (): Promise<void> => Promise.resolve() };
  const packer = new OutcomePacker(
    (record) => {
      records.push(record);
      return kafka.answer();
    },
    { topic: 'results', maxOutcomes: 3, maxAgeMs: 50 },
  );
  const packs = () =>
    records.map(({ partition, value }) => [
      partition,
      decodeOutcomes(Buffer.from(value ?? '')).map(({ deliveryId }) => deliveryId),
    ]);
  return { packer, records, packs, kafka };
}

describe('OutcomePacker', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('sends a pack when it is full, in the order of its outcomes', async () => {
    const { packer, records, packs } = packing();
    await Promise.all(['a', 'b', 'c'].map((id) => packer.append(2, outcome(id))));
    expect(packs()).toEqual([[2, ['a', 'b', 'c']]]);
    expect(records[0]).toMatchObject({ topic: 'results', key: '2' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what there is when the first has waited long enough', async () => {
    const { packer, packs } = packing();
    const appended = packer.append(0, outcome('a'));
    await jest.advanceTimersByTimeAsync(49);
    expect(packs()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await appended;
    expect(packs()).toEqual([[0, ['a']]]);
  });

  it('keeps partitions apart', async () => {
    const { packer, packs } = packing();
    const appended = Promise.all([packer.append(0, outcome('a')), packer.append(1, outcome('b'))]);
    await jest.advanceTimersByTimeAsync(50);
    await appended;
    expect(packs()).toEqual([
      [0, ['a']],
      [1, ['b']],
    ]);
  });

  it('begins a new pack behind a full one', async () => {
    const { packer, packs } = packing();
    const appended = Promise.all(['a', 'b', 'c', 'd'].map((id) => packer.append(0, outcome(id))));
    await jest.advanceTimersByTimeAsync(50);
    await appended;
    expect(packs()).toEqual([
      [0, ['a', 'b', 'c']],
      [0, ['d']],
    ]);
  });

  it('is done with an outcome only when Kafka has it', async () => {
    const { packer, kafka } = packing();
    const produced = Promise.withResolvers<void>();
    kafka.answer = () => produced.promise;
    let isDone = false;
    const appended = packer.append(0, outcome('a')).then(() => (isDone = true));
    await jest.advanceTimersByTimeAsync(100);
    expect(isDone).toBe(false);
    produced.resolve();
    await appended;
  });

  it('tells every outcome of a pack that Kafka did not take, and goes on', async () => {
    const { packer, kafka } = packing();
    kafka.answer = () => Promise.reject(new Error('no broker'));
    const failed = Promise.allSettled(['a', 'b'].map((id) => packer.append(0, outcome(id))));
    await jest.advanceTimersByTimeAsync(50);
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    kafka.answer = () => Promise.resolve();
    await Promise.all(['c', 'd', 'e'].map((id) => packer.append(0, outcome(id))));
  });
});
