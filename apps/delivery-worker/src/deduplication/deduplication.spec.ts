import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { aDelivery, aRetryState } from '../testing/a-delivery.ts';
import { Deduplication } from './deduplication.ts';

const HOUR = 3_600_000;
const PARTITION = 3;

function remembering() {
  let at = HOUR;
  const deduplication = new Deduplication({ entries: 1000, windowMs: HOUR, now: () => at });
  const wait = (ms: number): void => {
    at += ms;
  };
  const outcome = (changes: Partial<DeliveryOutcome> = {}): DeliveryOutcome => ({
    ...{ deliveryId: aDelivery().id, eventId: 'event-1', integrationId: 'int-1', attempt: 1 },
    ...{ outcome: 'delivered', status: 200, durationMs: 5, at, ...changes },
  });
  return { deduplication, wait, outcome };
}

describe('Deduplication', () => {
  it.each(['delivered', 'dead', 'ignored'] as const)('takes no delivery up again that is %s', (outcome) => {
    const { deduplication, outcome: anOutcome } = remembering();
    expect(deduplication.begin(aDelivery())).toBe(true);
    deduplication.learn(PARTITION, anOutcome({ outcome }));
    deduplication.end(aDelivery());
    expect(deduplication.begin(aDelivery())).toBe(false);
    expect(deduplication.begin(aDelivery({ retry: aRetryState({ attempts: 7 }) }))).toBe(false);
    expect(deduplication.begin(aDelivery({ eventId: 'event-2' }))).toBe(true);
  });

  it('drops the record of an attempt that was made, and takes the one that carries it on', () => {
    const { deduplication, outcome } = remembering();
    deduplication.learn(PARTITION, outcome({ outcome: 'retrying', attempt: 1 }));
    expect(deduplication.begin(aDelivery())).toBe(false);
    const retry = aDelivery({ retry: aRetryState({ attempts: 1 }) });
    expect(deduplication.begin(retry)).toBe(true);
  });

  it('tells parks of the same attempt apart', () => {
    const { deduplication, outcome } = remembering();
    const parked = (parks: number) => aDelivery({ retry: aRetryState({ attempts: 2, parks }) });
    deduplication.learn(PARTITION, outcome({ outcome: 'parked', attempt: 2, parks: 3 }));
    expect([parked(2), parked(3)].map((delivery) => deduplication.begin(delivery))).toEqual([false, true]);
  });

  it('leaves alone what people ask for, and what came of it', () => {
    const { deduplication, outcome } = remembering();
    deduplication.learn(PARTITION, outcome({ requestId: 'r1' }));
    expect(deduplication.begin(aDelivery())).toBe(true);
    deduplication.learn(PARTITION, outcome());
    const request = { id: 'r2', kind: 'resend' as const };
    expect(deduplication.begin(aDelivery({ request }))).toBe(true);
    expect(deduplication.begin(aDelivery({ request }))).toBe(true);
  });

  it('lets a delivery that is under way be the only one, and drops the other once it is done', async () => {
    const { deduplication, outcome } = remembering();
    expect(deduplication.begin(aDelivery())).toBe(true);
    const others = [1, 2].map(() => Promise.resolve(deduplication.begin(aDelivery())));
    deduplication.learn(PARTITION, outcome());
    deduplication.end(aDelivery());
    expect(await Promise.all(others)).toEqual([false, false]);
  });

  it('has the other one take over when a delivery is left undone', async () => {
    const { deduplication, outcome } = remembering();
    expect(deduplication.begin(aDelivery())).toBe(true);
    const others = [1, 2].map(() => Promise.resolve(deduplication.begin(aDelivery())));
    deduplication.end(aDelivery());
    expect(await others[0]).toBe(true);
    deduplication.learn(PARTITION, outcome());
    deduplication.end(aDelivery());
    expect(await others[1]).toBe(false);
  });

  it('remembers for its window, partition by partition', () => {
    const { deduplication, wait, outcome } = remembering();
    deduplication.learn(PARTITION + 1, outcome());
    expect(deduplication.begin(aDelivery())).toBe(true);
    deduplication.end(aDelivery());
    deduplication.learn(PARTITION, outcome({ at: 0 }));
    expect(deduplication.begin(aDelivery())).toBe(true);
    deduplication.end(aDelivery());
    deduplication.learn(PARTITION, outcome());
    wait(HOUR);
    deduplication.forgetStale();
    expect(deduplication.bytes).toBe(0);
    expect(deduplication.begin(aDelivery())).toBe(true);
  });
});
