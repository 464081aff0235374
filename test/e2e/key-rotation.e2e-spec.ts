import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver, idempotencyKey } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

interface Keys {
  readonly primary_key: string;
  readonly keys: readonly { readonly id: string; readonly settings: number; readonly unused: boolean }[];
  readonly rotation: { readonly running: boolean; readonly done: number; readonly failed: number } | null;
}

const PROJECTS = Array.from({ length: 150 }, (_, number) => 4000 + number);
const [K1, K2] = ['k1', 'k2'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [string, string];
const TOKEN = 'rotated-token';

describe('rotating the keys under load', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  const isOver = new AbortController();
  const published: string[] = [];
  let changes = 0;
  let loads: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    const environment = { SEALING_KEYS: K1, ROTATION_BATCH: '20', RATE_LIMIT: '0' };
    patchbay = cleanUps.add(await Patchbay.start({ name: 'rotation', environment }), (started) =>
      started.stop(),
    );
    for (const id of PROJECTS) {
      await patchbay.api.put(`project:${id}`, 'webhook', {
        url: `${receiver.url}/${String(id)}`,
        token: `${TOKEN}-${String(id)}`,
      });
    }
    await sleep(700);
  }, 120_000);
  afterAll(async () => {
    isOver.abort();
    await loads;
    await cleanUps.run();
  }, 90_000);

  const keys = async (): Promise<Keys> => (await patchbay.api.call('GET', '/api/v4/admin/keys')).body as Keys;
  const projectOf = (count: number): number => PROJECTS[count % PROJECTS.length] ?? 0;

  /** People go on changing settings; while config-service restarts, they are not answered and try again. */
  async function changeSettings(): Promise<void> {
    while (!isOver.signal.aborted) {
      const change = { push_events: true, tag_push_events: changes % 2 === 0 };
      const isDone = await patchbay.api
        .put(`project:${projectOf(changes)}`, 'webhook', change)
        .then(() => true)
        .catch(() => false);
      if (isDone) changes += 1;
      await sleep(30);
    }
  }

  async function publishEvents(): Promise<void> {
    for (let count = 0; !isOver.signal.aborted; count += 1) {
      const id = `rotation-${String(count)}`;
      await patchbay.publish(anEvent().push().inProject(projectOf(count)), { 'event-id': id });
      published.push(id);
      await sleep(15);
    }
  }

  it('seals everything with the new key while settings change and events come in', async () => {
    loads = Promise.all([changeSettings(), publishEvents()]);
    const { worker, configService } = patchbay.services;
    // Whoever opens must know a key before anybody seals with it.
    await worker.restart({ SEALING_KEYS: `${K1},${K2}` });
    await configService.restart({ SEALING_KEYS: `${K2},${K1}` });
    expect((await keys()).keys.find(({ id }) => id === 'k1')?.settings).toBeGreaterThan(0);
    expect((await patchbay.api.call('POST', '/api/v4/admin/keys/rotate')).status).toBe(202);
    const isUnused = async (): Promise<boolean> =>
      (await keys()).keys.some(({ id, unused }) => id === 'k1' && unused);
    await eventually('the old key to be unused', isUnused, 60_000);
    const { rotation } = await keys();
    expect(rotation).toMatchObject({ running: false, failed: 0 });
    expect(rotation?.done).toBeGreaterThan(0);
  }, 120_000);

  it('needs the old key for nothing any more', async () => {
    const { worker, configService } = patchbay.services;
    await worker.restart({ SEALING_KEYS: K2 });
    await configService.restart({ SEALING_KEYS: K2 });
    const counted = (await keys()).keys.map(({ id, settings }) => [id, settings]);
    expect(counted).toEqual([['k2', PROJECTS.length]]);
    for (const id of PROJECTS) {
      const { properties } = await patchbay.api.get(`project:${id}`, 'webhook');
      expect(properties['url']).toBe(`${receiver.url}/${String(id)}`);
    }
    const before = changes;
    await eventually('settings that change again', () => changes > before + 10);
  }, 120_000);

  it('loses no delivery, and each carries its secret', async () => {
    isOver.abort();
    await loads;
    const { length: total } = published;
    const received = (): Set<string> => new Set(receiver.record.requests.map(idempotencyKey));
    await receiver.waitFor('every delivery', () => received().size >= total, 60_000);
    expect(received().size).toBe(total);
    for (const { target, headers } of receiver.record.requests) {
      expect(JSON.stringify(headers)).toContain(`${TOKEN}-${target.slice(1)}"`);
    }
    const final = patchbay.outcomes.filter(({ outcome }) => outcome !== 'delivered');
    expect(final).toEqual([]);
    process.stdout.write(
      `    rotated under ${String(changes)} changes and ${String(total)} events: none lost\n`,
    );
    const { body } = await patchbay.api.call('GET', '/api/v4/admin/audit?name=webhook&limit=1');
    expect(body).toMatchObject({ entries: [{ action: 'updated', actor: { name: 'local-admin' } }] });
  }, 90_000);
});
