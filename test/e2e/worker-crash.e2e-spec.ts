import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '@patchbay/tools/audit';
import { Receiver, idempotencyKey } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

const HOOKS = ['a', 'b', 'c'];
/** Records that the worker may have under way at once. */
const IN_FLIGHT = 200;
const PROJECTS = [2200, 2201, 2202, 2203, 2204];

describe('a delivery worker that ends under load', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  const keys = (): string[] => receiver.record.requests.map(idempotencyKey);
  const events = (run: string, count: number) =>
    Array.from({ length: count }, (_, number) => ({
      id: `${run}-${String(number)}`,
      event: anEvent().inProject(PROJECTS[number % PROJECTS.length] ?? 0),
    }));

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({ name: 'crash', environment: { MAX_IN_FLIGHT_RECORDS: String(IN_FLIGHT) } }),
      (started) => started.stop(),
    );
    for (const hook of HOOKS) {
      await patchbay.api.put('instance', `webhook:${hook}`, { url: `${receiver.url}/${hook}` });
    }
    await sleep(700);
  }, 90_000);
  beforeEach(() => {
    receiver.record.clear();
    receiver.on('/', { delayMs: 100, jitterMs: 100 });
  });
  afterAll(() => cleanUps.run(), 60_000);

  it('loses nothing when it is killed, and repeats little', async () => {
    const count = 700;
    const total = count * HOOKS.length;
    await patchbay.publishAll(events('killed', count));
    await receiver.waitFor('the first deliveries', (requests) => requests.length > 600, 30_000);
    await patchbay.services.worker.kill();
    const beforeKill = keys().length;
    patchbay.services.worker.start();
    await receiver.waitFor('every delivery', () => new Set(keys()).size >= total, 60_000);
    // Whatever is repeated is under way by now.
    await sleep(3000);
    const received = keys();
    const duplicates = received.length - new Set(received).size;
    process.stdout.write(
      `    SIGKILL after ${String(beforeKill)} of ${String(total)} deliveries: ${String(duplicates)} came twice\n`,
    );
    expect(beforeKill).toBeLessThan(total);
    expect(new Set(received).size).toBe(total);
    // What was reported is not repeated, committed or not: only what was under way at the kill can come twice.
    expect(duplicates).toBeLessThanOrEqual(IN_FLIGHT * HOOKS.length);
    const logged = await patchbay.requestLog.attempts({ eventId: /^killed-/ });
    expect(new Set(logged.map(({ deliveryId }) => deliveryId)).size).toBe(total);
  }, 120_000);

  it('loses and repeats nothing when it is told to end', async () => {
    const count = 500;
    const total = count * HOOKS.length;
    await patchbay.publishAll(events('drained', count));
    await receiver.waitFor('the first deliveries', (requests) => requests.length > 100, 30_000);
    const report = await patchbay.services.worker.stop();
    expect(report).toMatchObject({ code: 0, signal: null });
    const atStop = keys().length;
    expect(atStop).toBeLessThan(total);
    patchbay.services.worker.start();
    await receiver.waitFor('every delivery', () => new Set(keys()).size >= total, 60_000);
    await sleep(2000);
    expect(keys().length).toBe(total);
  }, 120_000);

  it('leaves nothing missing, as the auditor finds in the topics', async () => {
    const topicPrefix = patchbay.topics.deliveries.topic.replace(/integration\.deliveries$/, '');
    const prefixes = { topicPrefix, groupPrefix: `${topicPrefix}patchbay.` };
    const report = await audit(patchbay.kafka, { ...prefixes, since: undefined });
    expect(report).toMatchObject({ missing: 0, missingIds: [] });
    expect(report.accepted).toBeGreaterThanOrEqual((700 + 500) * HOOKS.length);
  }, 120_000);

  it('leaves the balance even: each delivery has one final outcome', async () => {
    const isFinal = ({ outcome, eventId }: { outcome: string; eventId: string }): boolean =>
      eventId.startsWith('drained-') && outcome === 'delivered';
    const ids = (): Set<string> =>
      new Set(patchbay.outcomes.filter(isFinal).map(({ deliveryId }) => deliveryId));
    await eventually('an outcome of every delivery', () => ids().size === 500 * HOOKS.length);
    expect(patchbay.outcomes.filter(isFinal)).toHaveLength(500 * HOOKS.length);
  });
});
