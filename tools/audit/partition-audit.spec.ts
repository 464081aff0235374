import { deliveryIdOf, encodeDeliveryHeaders, encodeOutcomes } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, Outcome } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import fc from 'fast-check';
import { PartitionAudit, sumOf } from './partition-audit.ts';
import { reportLines } from './report-lines.ts';

const HOOKS = ['a', 'b'];
const idOf = (event: number, hook: string): string => deliveryIdOf(`event-${event}`, hook, '7');

function record(value: string | null, headers: Readonly<Record<string, string>> = {}): KafkaRecord {
  const bytes = value === null ? null : Buffer.from(value);
  return { topic: 't', partition: 0, offset: '0', key: null, value: bytes, headers, timestampMs: 0 };
}

const request = { id: 'r1', kind: 'resend' as const };
const delivery = (event: number, hooks: readonly string[] = HOOKS, isRequested = false): KafkaRecord =>
  record(
    '{}',
    encodeDeliveryHeaders({
      ...{ eventId: `event-${event}`, trigger: 'push', projectKey: '7', eventAt: 0, passThrough: {} },
      targets: hooks.map((integrationId) => ({ integrationId, revision: 1 })),
      ...(isRequested && { request }),
    }),
  );

const outcome = (
  [event, hook]: readonly [number, string],
  kind: Outcome,
  changes: Partial<DeliveryOutcome> = {},
): DeliveryOutcome => ({
  ...{ deliveryId: idOf(event, hook), eventId: `event-${event}`, integrationId: hook, attempt: 1, at: 0 },
  ...{ outcome: kind, status: 200, durationMs: 0, ...changes },
});
const results = (...outcomes: DeliveryOutcome[]): KafkaRecord => record(encodeOutcomes(outcomes));

describe('PartitionAudit', () => {
  it('adds up to what was accepted', () => {
    const audit = new PartitionAudit();
    for (const event of [1, 2, 3]) audit.accept(delivery(event), event === 3);
    audit.settle(results(outcome([1, 'a'], 'delivered'), outcome([1, 'b'], 'retrying')));
    audit.settle(results(outcome([2, 'a'], 'dead'), outcome([2, 'b'], 'ignored')));
    audit.carry(delivery(1, ['b']), true);
    audit.bury(delivery(2, ['a']));
    const { counts, missing } = audit.close(10);
    expect(counts).toEqual({
      ...{ accepted: 6, delivered: 1, dead: 1, ignored: 1, pending: 3, missing: 0 },
      ...{ acceptedAgain: 0, settledAgain: 0, withoutLetter: 0, unreadable: 0 },
    });
    expect(missing).toEqual([]);
  });

  it('misses a delivery that was passed by a commit and left nothing', () => {
    const audit = new PartitionAudit();
    audit.accept(delivery(1), false);
    audit.settle(results(outcome([1, 'a'], 'delivered'), outcome([1, 'b'], 'retrying')));
    // It was taken, so what became of it should be among the results.
    audit.carry(delivery(1, ['b']), false);
    expect(audit.close(10)).toMatchObject({ counts: { missing: 1 }, missing: [idOf(1, 'b')] });
  });

  it('counts what came and what ended more than once', () => {
    const audit = new PartitionAudit();
    for (const _time of [1, 2]) audit.accept(delivery(1), false);
    for (const _time of [1, 2, 3, 4, 5, 6])
      audit.settle(results(outcome([1, 'a'], 'dead'), outcome([1, 'b'], 'delivered')));
    const { counts } = audit.close(10);
    expect(counts).toMatchObject({ accepted: 2, acceptedAgain: 2, delivered: 1, dead: 1 });
    expect(counts).toMatchObject({ settledAgain: 10, withoutLetter: 1, missing: 0 });
  });

  it('leaves out what people asked for', () => {
    const audit = new PartitionAudit();
    audit.accept(delivery(1, HOOKS, true), false);
    audit.accept(delivery(2, ['a']), false);
    audit.settle(results(outcome([2, 'a'], 'delivered', { requestId: 'r1' }), outcome([3, 'a'], 'dead')));
    expect(audit.close(10).counts).toMatchObject({ accepted: 1, delivered: 0, dead: 0, missing: 1 });
  });

  it('counts what it can’t read', () => {
    const audit = new PartitionAudit();
    audit.accept(record('{}', { version: '9' }), false);
    audit.settle(record('no pack'));
    audit.settle(record(null));
    expect(audit.close(10).counts).toMatchObject({ accepted: 0, unreadable: 3 });
  });

  it('names exactly those that are missing, whatever happened to the others', () => {
    const fate = fc.constantFrom('delivered', 'dead', 'ignored', 'open', 'retrying', 'lost');
    fc.assert(
      fc.property(fc.array(fate, { maxLength: 60 }), (fates) => {
        const audit = new PartitionAudit();
        for (const [event, one] of fates.entries()) audit.accept(delivery(event, ['a']), one === 'open');
        for (const [event, one] of fates.entries()) {
          if (one === 'open' || one === 'lost') continue;
          if (one === 'retrying') audit.carry(delivery(event, ['a']), true);
          else audit.settle(results(outcome([event, 'a'], one)));
        }
        const lost = fates.flatMap((one, event) => (one === 'lost' ? [idOf(event, 'a')] : []));
        const { counts, missing } = audit.close(100);
        expect([...missing].sort()).toEqual(lost.sort());
        const { delivered, dead, ignored, pending } = counts;
        expect(delivered + dead + ignored + pending + counts.missing).toBe(fates.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the report', () => {
  it('is a sum, and names what is missing', () => {
    const audit = new PartitionAudit();
    audit.accept(delivery(1), false);
    const { counts, missing } = audit.close(1);
    expect(reportLines({ ...sumOf([counts, counts]), missingIds: missing })).toEqual([
      '4 accepted = 0 delivered + 0 dead + 0 ignored + 0 pending + 4 missing',
      `missing: ${missing.join()}`,
      'and 3 more',
    ]);
  });
});
