import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay } from '../support/patchbay.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const COUNT = 5;

describe('what was given up', () => {
  const cleanUps = new CleanUps();
  const startedAt = new Date().toISOString();
  let patchbay: Patchbay;
  let receiver: Receiver;

  /** Runs one of the tools as people do. @throws with what it wrote when it ends with another code than 0 */
  async function tool(name: 'dead' | 'audit', ...args: readonly string[]): Promise<string> {
    const topicPrefix = patchbay.topics.deliveries.topic.replace(/integration\.deliveries$/, '');
    const env = {
      ...process.env,
      ...{ PATCHBAY_URL: patchbay.api.baseUrl, PATCHBAY_TOKEN: patchbay.adminToken },
      ...{ KAFKA_TOPIC_PREFIX: topicPrefix, KAFKA_CONSUMER_GROUP_PREFIX: `${topicPrefix}patchbay.` },
    };
    const file = join(ROOT, 'tools/patchbay/cli.ts');
    const { stdout } = await run(process.execPath, ['--conditions=@patchbay/source', file, name, ...args], {
      env,
    });
    return stdout;
  }

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.start({ name: 'dead' }), (started) => started.stop());
    await patchbay.api.put('instance', 'webhook', { url: receiver.url });
    await sleep(700);
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('is listed, shown, and sent again once the endpoint takes it', async () => {
    receiver.on('/', { answers: [404] });
    const events = Array.from({ length: COUNT }, (_, number) => ({
      ...{ id: `dead-${String(number)}`, event: anEvent().inProject(2300 + number) },
    }));
    await patchbay.publishAll(events);
    await patchbay.outcomesWhere('five that are dead', ({ outcome }) => outcome === 'dead', { count: COUNT });
    const listed = JSON.parse(await tool('dead', 'list', '--reason', 'http_404', '--json')) as {
      partition: number;
      offset: number;
      event_id: string;
    }[];
    expect(listed.map((letter) => letter.event_id).sort()).toEqual(events.map(({ id }) => id));
    const [newest] = listed;
    const shown = await tool('dead', 'show', `${String(newest?.partition)}/${String(newest?.offset)}`);
    expect(shown).toContain(`event_id: ${String(newest?.event_id)}`);
    receiver.on('/', { answers: [200] });
    const replayed = await tool('dead', 'replay', '--integration', 'webhook', '--since', startedAt);
    expect(replayed).toContain(`done: ${String(COUNT)} sent, ${String(COUNT)} delivered, 0 failed`);
    expect(await tool('audit')).toContain(
      `${String(COUNT)} accepted = 0 delivered + ${String(COUNT)} dead + 0 ignored + 0 pending + 0 missing`,
    );
  }, 120_000);

  it('is deleted up to a time', async () => {
    const until = new Date(Date.now() - 1).toISOString();
    expect(await tool('dead', 'purge', '--until', until)).toContain(`${String(COUNT)} are gone`);
    expect(await tool('dead', 'list')).toContain('there are none');
  }, 60_000);
});
