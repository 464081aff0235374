import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay } from '../support/patchbay.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Attempt {
  readonly id: string;
  readonly delivery_id: string;
  readonly outcome: string;
}

const LAUNCHER = resolve(import.meta.dirname, '../../tools/patchbay/patchbay.mjs');
/** Settings take a moment from the REST call to the services. */
const SETTLED_MS = 700;

describe('the command line', () => {
  const cleanUps = new CleanUps();
  const startedAt = new Date().toISOString();
  let patchbay: Patchbay;
  let receiver: Receiver;
  let folder: string;

  /** Runs the launcher as `npx patchbay` does. */
  function cli(args: readonly string[], { input = '', token = patchbay.adminToken } = {}): Promise<Ended> {
    const topicPrefix = patchbay.topics.events.topic.replace(/gitlab\.events$/, '');
    const env = {
      ...process.env,
      ...{ PATCHBAY_URL: patchbay.api.baseUrl, PATCHBAY_TOKEN: token },
      ...{ KAFKA_TOPIC_PREFIX: topicPrefix, KAFKA_CONSUMER_GROUP_PREFIX: `${topicPrefix}patchbay.` },
      ...{ KAFKA_PARTITIONS: '3', RETRY_DELAYS: '300ms,600ms,1s' },
    };
    return new Promise((ended) => {
      const child = execFile(process.execPath, [LAUNCHER, ...args], { env }, (error, stdout, stderr) => {
        ended({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  }

  const json = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await cli([...args, '--json'])).stdout);

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.start({ name: 'cli' }), (started) => started.stop());
    folder = cleanUps.add(await mkdtemp(join(tmpdir(), 'patchbay-cli-')), (made) =>
      rm(made, { recursive: true }),
    );
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('sets an integration up with a secret from standard input, shows it without, and publishes an event to it', async () => {
    const values = [`url=${receiver.url}/hook`, 'token=@-', 'push_events=true'];
    const set = await cli(['integrations', 'set', 'webhook', ...values, '--project', '1042'], {
      input: 's3cret\n',
    });
    expect(set).toMatchObject({ code: 0, stdout: 'webhook is active\n' });
    const got = await cli(['integrations', 'get', 'webhook', '--project', '1042']);
    expect(got.stdout).toContain(`${receiver.url}/hook`);
    expect(got.stdout).not.toContain('s3cret');
    await sleep(SETTLED_MS);
    receiver.on('/hook', { answers: [404, 200] });
    const file = join(folder, 'push.json');
    await writeFile(file, anEvent().push().bytes());
    expect(await json('events', 'publish', file)).toMatchObject({
      topic: patchbay.topics.events.topic,
      key: '1042',
    });
    await patchbay.outcomesWhere('one that is dead', ({ outcome }) => outcome === 'dead');
    const tail = await cli(['events', 'tail', '--from-beginning', '--limit', '1']);
    expect(tail.stdout).toContain('push + commit · acme/rockets/engine (1042) · main');
  }, 90_000);

  it('lists and shows deliveries, and resends one', async () => {
    const place = ['--integration', 'webhook', '--project', '1042'];
    const [attempt] = (await json('deliveries', 'list', ...place, '--outcome', 'dead')) as readonly Attempt[];
    const shown = await cli(['deliveries', 'show', attempt?.delivery_id ?? '']);
    expect(shown.stdout).toContain('outcome: dead');
    expect(shown.stdout).not.toContain('s3cret');
    const resent = await cli(['deliveries', 'resend', attempt?.id ?? '', ...place]);
    expect(resent).toMatchObject({ code: 0 });
    await patchbay.outcomesWhere('that it is delivered', ({ outcome }) => outcome === 'delivered');
  }, 60_000);

  it('lists, replays and deletes what was given up', async () => {
    expect((await cli(['dead', 'list'])).stdout).toContain('http_404');
    const place = ['--integration', 'webhook', '--project', '1042', '--since', startedAt];
    const replayed = await cli(['dead', 'replay', ...place]);
    expect(replayed).toMatchObject({ code: 0 });
    expect(replayed.stdout).toContain('done: ');
    const until = new Date().toISOString();
    expect((await cli(['dead', 'purge', '--until', until])).stdout).toBe('1 are gone\n');
    expect((await cli(['dead', 'list'])).stdout).toBe('there are none\n');
    expect((await cli(['audit'])).stdout).toContain(' + 0 missing');
  }, 120_000);

  it('makes, lists and revokes a token', async () => {
    const made = await cli(['tokens', 'create', 'cli', '--owner', 'tests', '--role', 'admin']);
    const token = made.stdout.trim();
    const tokens = (await json('tokens', 'list')) as readonly { id: string; name: string }[];
    const id = tokens.find(({ name }) => name === 'cli')?.id ?? '';
    expect(await cli(['health', 'list'], { token })).toMatchObject({ code: 0 });
    expect(await cli(['tokens', 'revoke', id])).toMatchObject({ code: 0 });
    expect(await cli(['health', 'list'], { token })).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('was answered 401') },
    });
  }, 60_000);

  it('compares, publishes again and rotates', async () => {
    expect((await cli(['settings', 'drift'])).stdout).toContain('they agree');
    expect((await cli(['settings', 'republish'])).stdout).toContain('all 1 published');
    expect(await cli(['keys', 'rotate'])).toMatchObject({ code: 0 });
    expect(await cli(['keys', 'show'])).toMatchObject({ code: 0 });
  }, 60_000);

  it('finds nothing wrong with an installation that is well, and says what is wrong with one that is not', async () => {
    expect(await cli(['topics', 'check'])).toMatchObject({ code: 0 });
    const { dispatcher, worker } = patchbay.services;
    const urls = ['--dispatcher-url', dispatcher.url, '--worker-url', worker.url];
    const well = await cli(['doctor', ...urls]);
    expect(well.stdout).toContain('everything is all right');
    expect(well.code).toBe(0);
    await dispatcher.stop();
    const ill = await cli(['doctor', ...urls]);
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(/wrong +dispatcher \S+ +does not answer/);
    expect(ill.stdout).toMatch(/wrong +consumer group \S+dispatcher +0 member/);
    dispatcher.start();
    await dispatcher.waitUntilReady();
  }, 120_000);

  it('creates missing topics, and names the wrong ones with the remedy', async () => {
    const admin = patchbay.kafka.admin();
    await admin.connect();
    const prefix = `cli-topics-${String(Date.now())}.`;
    const own = { ...process.env, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTITIONS: '2' };
    const topics = async (task: string): Promise<Ended> =>
      new Promise((ended) => {
        execFile(process.execPath, [LAUNCHER, 'topics', task], { env: own }, (error, stdout, stderr) => {
          ended({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
        });
      });
    await admin.createTopics({
      topics: [
        { topic: `${prefix}integration.deliveries`, numPartitions: 1 },
        { topic: `${prefix}integration.settings`, numPartitions: 1 },
      ],
    });
    const before = await topics('check');
    expect(before.code).toBe(1);
    expect(before.stdout).toMatch(/gitlab\.events +nothing +2 partition\(s\) +create it/);
    const created = await topics('create');
    expect(created.stdout).toContain(`created ${prefix}gitlab.events\n`);
    const after = await topics('check');
    expect(after.code).toBe(1);
    expect(after.stdout).not.toContain('nothing');
    expect(after.stdout).toMatch(/integration\.deliveries +1 partition\(s\) +2 +set KAFKA_PARTITIONS/);
    expect(after.stdout).toMatch(/integration\.settings +cleanup\.policy=delete +compact +alter/);
    await admin.disconnect();
  }, 90_000);

  it('completes commands', async () => {
    const { stdout } = await cli(['complete', '--', 'integrations', '']);
    expect(stdout).toContain('disable');
  }, 30_000);
});
