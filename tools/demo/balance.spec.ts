import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import type { ReceivedRequest } from '../receiver/index.ts';
import { balanceOf } from './balance.ts';
import type { ConfiguredIntegration } from './configure.ts';
import type { DemoEvent } from './event-stream.ts';
import { Tally } from './tally.ts';

const event: DemoEvent = {
  id: 'run-1',
  project: { id: 1042, name: 'Engine', path: 'acme/rockets/engine' },
  kinds: ['push'],
  branch: 'main',
  isDefaultBranch: true,
  hasFailed: false,
  value: Buffer.from('{}'),
};
const integration: ConfiguredIntegration = {
  id: 'int-1',
  scope: 'instance',
  slug: 'slack',
  triggers: ['push'],
  fields: () => ({}),
};

/** One delivery that failed once and then arrived, as every party tells it. */
function settledRun(): { tally: Tally; deliveryId: string; logged: Set<string> } {
  const tally = new Tally();
  const deliveryId = tally.expect(event, [integration]).deliveries[0]?.id ?? '';
  tally.takeRequest(request(deliveryId, 503));
  tally.takeOutcome(outcome(deliveryId, 'retrying', 1));
  tally.takeRequest(request(deliveryId, 200));
  tally.takeOutcome(outcome(deliveryId, 'delivered', 2));
  return { tally, deliveryId, logged: new Set([`${deliveryId}:1`, `${deliveryId}:2`]) };
}

function outcome(
  deliveryId: string,
  kind: DeliveryOutcome['outcome'],
  attempt: number,
  integrationId = integration.id,
): DeliveryOutcome {
  const rest = { status: 200, durationMs: 3, at: 1 };
  return { deliveryId, eventId: event.id, integrationId, attempt, outcome: kind, ...rest };
}

function request(deliveryId: string, status: number): ReceivedRequest {
  const rest = { method: 'POST', path: '/', target: '/', body: Buffer.alloc(0), at: 1 };
  return { ...rest, headers: { 'idempotency-key': deliveryId }, answer: status };
}

describe('the balance of a run', () => {
  it('adds up when Kafka, MongoDB and the receivers tell the same', () => {
    const { tally, logged } = settledRun();
    const { total, problems } = balanceOf(tally, logged);
    expect(problems).toEqual([]);
    expect(total).toMatchObject({
      expected: 1,
      delivered: 1,
      retried: 1,
      attempts: 2,
      logged: 2,
      received: 2,
    });
    expect(tally.counts).toEqual({
      events: 1,
      expected: 1,
      delivered: 1,
      retried: 1,
      dead: 0,
      ignored: 0,
      held: 0,
    });
    expect(tally.pending).toBe(0);
  });

  it('waits no longer for what is kept for an integration that is off, until it is on again', () => {
    const tally = new Tally();
    const id = tally.expect(event, [integration]).deliveries[0]?.id ?? '';
    tally.takeOutcome({ ...outcome(id, 'parked', 0), reason: 'integration_off' });
    expect([tally.pending, tally.counts.held]).toEqual([0, 1]);
    tally.takeOutcome(outcome(id, 'delivered', 1));
    expect([tally.pending, tally.counts.held, tally.counts.delivered]).toEqual([0, 0, 1]);
  });

  it('reports a delivery that nothing is known of', () => {
    const tally = new Tally();
    tally.expect(event, [integration]);
    expect(balanceOf(tally, new Set()).problems).toEqual([
      expect.stringContaining('1 expected deliveries have no outcome on Kafka'),
    ]);
  });

  it('reports a delivery to somebody who does not subscribe', () => {
    const { tally, logged } = settledRun();
    tally.takeOutcome(outcome('other-delivery', 'delivered', 1, 'int-9'));
    expect(balanceOf(tally, logged).problems).toEqual([expect.stringContaining('int-9')]);
  });

  it('reports attempts that are missing in the log, or only there', () => {
    const { tally, deliveryId } = settledRun();
    expect(balanceOf(tally, new Set([`${deliveryId}:2`])).problems).toEqual([
      '1 attempts on Kafka are missing in the request log',
    ]);
    const logged = new Set([`${deliveryId}:1`, `${deliveryId}:2`, `${deliveryId}:3`]);
    expect(balanceOf(tally, logged).problems).toEqual([
      '1 attempts in the request log have no outcome on Kafka',
    ]);
  });

  it('reports a delivery that counts as delivered without a receiver having taken it', () => {
    const tally = new Tally();
    const deliveryId = tally.expect(event, [integration]).deliveries[0]?.id ?? '';
    tally.takeOutcome(outcome(deliveryId, 'delivered', 1));
    expect(balanceOf(tally, new Set([`${deliveryId}:1`])).problems).toEqual([
      expect.stringContaining('no receiver took them'),
      'receivers saw 0 requests for 1 attempts',
    ]);
  });

  it('counts a delivery that was taken twice as a duplicate, which is no error', () => {
    const { tally, deliveryId, logged } = settledRun();
    tally.takeRequest(request(deliveryId, 200));
    const { total, problems } = balanceOf(tally, logged);
    expect(total.duplicates).toBe(1);
    expect(problems).toEqual([]);
  });
});
