import { setTimeout as sleep } from 'node:timers/promises';
import { attachStack } from '@patchbay/tools/local-stack';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { Receiver, idempotencyKey } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

const OUTAGE_MS = 20_000;
const EVENTS_PER_SECOND = 10;

describe('a MongoDB that is down during deliveries', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  let stack: LocalStack;
  let published = 0;

  async function publishFor(durationMs: number): Promise<void> {
    const until = Date.now() + durationMs;
    while (Date.now() < until) {
      await patchbay.publish(anEvent().inProject(2300), { 'event-id': `outage-${String(published)}` });
      published += 1;
      await sleep(1000 / EVENTS_PER_SECOND);
    }
  }
  const allArrived = (): Promise<void> =>
    receiver.waitFor(
      `all ${String(published)} deliveries`,
      (requests) => new Set(requests.map(idempotencyKey)).size === published,
      10_000,
    );

  beforeAll(async () => {
    stack = attachStack(process.env['PATCHBAY_TEST_STACK_DIR']);
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.start({ name: 'outage' }), (started) => started.stop());
    await patchbay.api.put('project:2300', 'webhook:x', { url: `${receiver.url}/x` });
    await sleep(700);
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('stops no delivery, and has every attempt in its log afterwards', async () => {
    await publishFor(1000);
    await allArrived();
    const workerPid = patchbay.services.worker.pid;
    await stack.mongo.stop();
    const stoppedAt = Date.now();
    try {
      await publishFor(OUTAGE_MS);
      // While it is still down: nothing may wait for it.
      await allArrived();
      expect(Date.now() - stoppedAt).toBeGreaterThanOrEqual(OUTAGE_MS);
      const settings = await patchbay.api.call('GET', '/api/v4/projects/2300/integrations');
      expect(settings.status).toBe(503);
      expect((await patchbay.services.configService.readiness()).body).toContain('MongoDB');
    } finally {
      await stack.mongo.start();
    }
    await publishFor(1000);
    await allArrived();
    const logged = async (): Promise<Set<string>> => {
      const attempts = await patchbay.requestLog.attempts({ eventId: /^outage-/ });
      return new Set(attempts.map(({ eventId }) => eventId));
    };
    await eventually('every attempt in the log', async () => (await logged()).size === published, 40_000);
    expect(patchbay.services.worker.pid).toBe(workerPid);
    // The log’s trouble must not have caused a second request.
    expect(receiver.record.requests).toHaveLength(published);
    await patchbay.services.configService.waitUntilReady(20_000);
  }, 120_000);
});
