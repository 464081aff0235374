import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { untilProduced } from './until-produced.ts';

const record: OutgoingRecord = { topic: 't', key: null, value: 'v' };

describe('untilProduced', () => {
  it('tries again, with growing pauses, until Kafka has the record', async () => {
    const pauses: number[] = [];
    let failures = 9;
    const produce = untilProduced(
      () => (failures-- > 0 ? Promise.reject(new Error('not now')) : Promise.resolve()),
      (delayMs) => Promise.resolve(pauses.push(delayMs)),
    );
    await expect(produce(record)).resolves.toBeUndefined();
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('produces once what Kafka takes at once', async () => {
    const taken: OutgoingRecord[] = [];
    const produce = untilProduced(
      (given) => {
        taken.push(given);
        return Promise.resolve();
      },
      () => Promise.reject(new Error('no pause is needed')),
    );
    await produce(record);
    expect(taken).toEqual([record]);
  });
});
