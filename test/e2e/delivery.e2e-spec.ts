import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Receiver, idempotencyKey } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** So long something that must not come is waited for. */
const QUIET_MS = 700;
const PATCHBAY = resolve(import.meta.dirname, '../../tools/patchbay/cli.ts');

describe('an event on Kafka', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  const hook = (path: string) => ({ url: `${receiver.url}${path}`, push_events: true });
  const count = (path: string): number => receiver.record.countByPath.get(path) ?? 0;
  const arrived = (path: string, times = 1): Promise<void> =>
    receiver.waitFor(`${String(times)} requests at ${path}`, () => count(path) >= times, 15_000);
  /** Settings take a moment from the REST call to the services; what is measured is measured elsewhere. */
  const settled = (): Promise<void> => sleep(QUIET_MS);

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.start({ name: 'delivery' }), (started) => started.stop());
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('reaches exactly the receivers that subscribe to it', async () => {
    const { api } = patchbay;
    // A push with commits is a commit event as well.
    const others = { push_events: false, commit_events: false, merge_requests_events: true };
    await api.put('project:2001', 'webhook:pushes', hook('/exactly/pushes'));
    await api.put('project:2001', 'webhook:merges', { ...hook('/exactly/merges'), ...others });
    await api.put('project:2002', 'webhook:pushes', hook('/exactly/other-project'));
    await api.put('group:exact/rockets', 'slack', {
      webhook: `${receiver.url}/exactly/slack`,
      branches_to_be_notified: 'all',
    });
    await api.put('group:exact/ground', 'slack', { webhook: `${receiver.url}/exactly/other-group` });
    await settled();
    const event = anEvent().push().inProject(2001, 'exact/rockets/engine');
    await patchbay.publish(event);
    await Promise.all([arrived('/exactly/pushes'), arrived('/exactly/slack')]);
    await sleep(QUIET_MS);
    const requests = receiver.at('/exactly');
    expect(requests.map(({ path }) => path).sort()).toEqual(['/exactly/pushes', '/exactly/slack']);
    const [received] = receiver.at('/exactly/pushes');
    expect(received?.body).toEqual(event.bytes());
    expect(received?.headers['x-gitlab-event']).toBe('Push Hook');
  });

  it('goes to a changed URL within two seconds of the REST call', async () => {
    await patchbay.api.put('project:2010', 'webhook:moving', hook('/moving/old'));
    await settled();
    const event = anEvent().inProject(2010);
    await patchbay.publish(event);
    await arrived('/moving/old');
    await patchbay.api.put('project:2010', 'webhook:moving', hook('/moving/new'));
    const changedAt = Date.now();
    while (count('/moving/new') === 0 && Date.now() - changedAt < 5000) {
      await patchbay.publish(event);
      await sleep(50);
    }
    const firstAt = receiver.at('/moving/new')[0]?.at ?? Infinity;
    expect(firstAt - changedAt).toBeLessThan(2000);
  });

  it('takes the project’s setting before the group’s, and the group’s before the instance’s', async () => {
    const { api } = patchbay;
    const teams = (path: string) => ({
      webhook: `${receiver.url}/nearest/${path}`,
      branches_to_be_notified: 'all',
    });
    const at = (id: number, path: string) => anEvent().inProject(id, path);
    await api.put('instance', 'microsoft-teams', teams('instance'));
    await api.put('group:wide', 'microsoft-teams', teams('group'));
    await api.put('group:wide/narrow', 'microsoft-teams', teams('subgroup'));
    await api.put('project:2020', 'microsoft-teams', teams('project'));
    await api.put('project:2021', 'microsoft-teams', { use_inherited_settings: true });
    await api.put('project:2022', 'microsoft-teams', teams('off'));
    await api.remove('project:2022', 'microsoft-teams');
    await settled();
    await patchbay.publish(at(2020, 'wide/narrow/own'));
    await patchbay.publish(at(2021, 'wide/narrow/inheriting'));
    await patchbay.publish(at(2022, 'wide/narrow/off'));
    await patchbay.publish(at(2023, 'wide/in-group'));
    await patchbay.publish(at(2024, 'elsewhere/alone'));
    const paths = ['project', 'subgroup', 'group', 'instance'].map((level) => `/nearest/${level}`);
    await Promise.all(paths.map((path) => arrived(path)));
    await sleep(QUIET_MS);
    expect(
      receiver
        .at('/nearest')
        .map(({ path }) => path)
        .sort(),
    ).toEqual([...paths].sort());
    await api.remove('instance', 'microsoft-teams');
  });

  it('arrives on the third attempt, under the same Idempotency-Key, where a receiver answers 503 twice', async () => {
    receiver.on('/flaky', { answers: [503, 503, 200] });
    await patchbay.api.put('project:2030', 'webhook:flaky', hook('/flaky'));
    await settled();
    await patchbay.publish(anEvent().inProject(2030), { 'event-id': 'flaky-1' });
    await arrived('/flaky', 3);
    const requests = receiver.at('/flaky');
    expect(requests.map(({ answer }) => answer)).toEqual([503, 503, 200]);
    const [key, ...more] = new Set(requests.map(idempotencyKey));
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(more).toEqual([]);
    const isOurs = ({ eventId }: { eventId: string }): boolean => eventId === 'flaky-1';
    const outcomes = await patchbay.outcomesWhere('three outcomes', isOurs, { count: 3 });
    expect(outcomes.map(({ attempt, outcome, status }) => [attempt, outcome, status])).toEqual([
      [1, 'retrying', 503],
      [2, 'retrying', 503],
      [3, 'delivered', 200],
    ]);
  });

  it('shows each attempt through the API, newest first, by outcome and page by page', async () => {
    const list = (query = {}) => patchbay.api.deliveries('project:2030', 'webhook:flaky', query);
    await eventually('three logged attempts', async () => (await list()).deliveries.length === 3);
    const { deliveries } = await list();
    expect(deliveries.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [3, 'delivered'],
      [2, 'retrying'],
      [1, 'retrying'],
    ]);
    expect((await list({ outcome: 'delivered' })).deliveries.map(({ attempt }) => attempt)).toEqual([3]);
    const first = await list({ limit: '2' });
    const rest = await list({ limit: '2', cursor: first.next_cursor ?? '' });
    expect([...first.deliveries, ...rest.deliveries].map(({ attempt }) => attempt)).toEqual([3, 2, 1]);
    expect(rest.next_cursor).toBeNull();
  });

  it('arrives byte for byte, however large', async () => {
    await patchbay.api.put('project:2040', 'webhook:large', hook('/large'));
    await settled();
    const event = anEvent()
      .inProject(2040)
      .ofSize(2 * 1024 * 1024);
    await patchbay.publish(event);
    await arrived('/large');
    const hash = (bytes: Buffer | undefined): string =>
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex');
    expect(hash(receiver.at('/large')[0]?.body)).toBe(hash(event.bytes()));
  });

  it('does not wait for another integration’s slow receiver', async () => {
    receiver.on('/blocked/slow', { delayMs: 3000 });
    await patchbay.api.put('project:2050', 'webhook:slow', hook('/blocked/slow'));
    await patchbay.api.put('project:2050', 'webhook:quick', hook('/blocked/quick'));
    await settled();
    for (let number = 0; number < 10; number += 1) await patchbay.publish(anEvent().inProject(2050));
    await arrived('/blocked/quick', 10);
    // All ten are through while the slow receiver has not answered once.
    expect(patchbay.outcomes.filter(({ durationMs }) => durationMs >= 3000)).toEqual([]);
  });

  it('can be published from a file by the command that comes with Patchbay', async () => {
    await patchbay.api.put('project:1042', 'webhook:cli', hook('/cli'));
    await settled();
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-'));
    const file = join(folder, 'push.json');
    await writeFile(file, anEvent().push().bytes());
    const args = [
      '--conditions=@patchbay/source',
      PATCHBAY,
      'events',
      'publish',
      file,
      '--topic',
      patchbay.topics.events.topic,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    await rm(folder, { recursive: true });
    expect(stdout).toContain('push + commit · acme/rockets/engine (1042) · main');
    const [, eventId = ''] = /event id +(\S+)/.exec(stdout) ?? [];
    const isDelivered = (one: { eventId: string; outcome: string }): boolean =>
      one.eventId === eventId && one.outcome === 'delivered';
    await patchbay.outcomesWhere('its delivery', isDelivered);
    expect(count('/cli')).toBe(1);
  });
});
