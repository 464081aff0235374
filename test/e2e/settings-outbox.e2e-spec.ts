import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { decodeSettingsRevision } from '@patchbay/integration-contracts';
import { ApiClient, readTopic } from '@patchbay/tools/services';
import type { ServiceProcess } from '@patchbay/tools/services';
import { CleanUps } from '../support/clean-ups.ts';
import { LateListener } from '../support/late-listener.ts';
import { ConfigServices } from '../support/config-services.ts';
import { eventually } from '../support/patchbay.ts';

/** From the start of the process, its own start-up among it. */
const PUBLISHED_WITHIN_MS = 5000;
const PROJECTS = Array.from({ length: 20 }, (_, number) => 3000 + number);
/** How many of a round's writes are answered when the process is killed. */
const KILL_AT_ANSWERS = [1, 2, 5, 8, 12, 16, 19, 20];

interface Row {
  readonly _id: string;
  readonly revision: number;
}

describe('the outbox of the settings', () => {
  const cleanUps = new CleanUps();
  const name = `outbox-${randomBytes(3).toString('hex')}`;
  let services: ConfigServices;
  let mongo: mongoose.Connection;

  beforeAll(async () => {
    services = cleanUps.add(await ConfigServices.prepare(name), (started) => started.stop());
    const connection = mongoose.createConnection(services.mongodbUri);
    mongo = cleanUps.add(await connection.asPromise(), (opened) => opened.close());
  }, 60_000);
  afterAll(() => cleanUps.run(), 60_000);

  const rows = (): Promise<Row[]> =>
    mongo
      .collection<Row>('integration_settings')
      .find({}, { projection: { revision: 1 } })
      .toArray();
  const countUnpublished = (): Promise<number> =>
    mongo.collection('integration_settings').countDocuments({ isUnpublished: true });

  /** Writes all of them at once; @returns how many answers said that it was done */
  async function writeAll(
    api: ApiClient,
    text: string,
    { projects = PROJECTS, onAnswer = (_count: number): void => undefined } = {},
  ): Promise<number> {
    let count = 0;
    const write = async (id: number): Promise<void> => {
      await api.put(`project:${id}`, 'webhook', { url: `https://one.example/${text}` });
      count += 1;
      onAnswer(count);
    };
    await Promise.allSettled(projects.map(write));
    return count;
  }

  /** Integration → its last record in the topic: a revision, or nothing for a tombstone. */
  async function inTopic(): Promise<ReadonlyMap<string, number | undefined>> {
    const records = await readTopic(services.kafka, services.settingsTopic);
    const last = new Map(records.map(({ key, value }) => [key, value]));
    return new Map(
      [...last].map(([id, value]) => [
        id,
        value === null ? undefined : decodeSettingsRevision(value).revision,
      ]),
    );
  }

  async function expectTopicToAgree(): Promise<void> {
    const stored = await rows();
    const published = await inTopic();
    const held = [...published].filter(([, revision]) => revision !== undefined);
    expect(new Map(held)).toEqual(new Map(stored.map(({ _id, revision }) => [_id, revision])));
  }

  /** @returns how long after the start of the process the outbox was empty, in ms */
  async function restartAndPublish(replica: ServiceProcess): Promise<number> {
    const startedAt = Date.now();
    replica.start();
    await eventually('an empty outbox', async () => (await countUnpublished()) === 0, PUBLISHED_WITHIN_MS);
    return Date.now() - startedAt;
  }

  it('keeps what was written while Kafka is away, over SIGKILL, and publishes it after the restart', async () => {
    const [first] = services.replicas;
    const nowhere = cleanUps.add(await LateListener.for('127.0.0.1:1'), (listener) => {
      listener.close();
    });
    first.start({ KAFKA_BROKERS: nowhere.address });
    await first.waitUntilReady();
    expect(await writeAll(services.apiOf(first), 'away')).toBe(PROJECTS.length);
    await first.kill();
    expect(await countUnpublished()).toBe(PROJECTS.length);
    await restartAndPublish(first);
    await expectTopicToAgree();
  }, 90_000);

  it('publishes the last revision of each within 5 s of the restart, wherever SIGKILL hits', async () => {
    const [first] = services.replicas;
    const api = services.apiOf(first);
    const report: { answered: number; left: number; emptyMs: number }[] = [];
    for (const [round, killAt] of KILL_AT_ANSWERS.entries()) {
      await api.list('instance');
      const killed = Promise.withResolvers<unknown>();
      const onAnswer = (count: number): void => {
        if (count === killAt) killed.resolve(first.kill());
      };
      const answered = await writeAll(api, `round-${String(round)}`, { onAnswer });
      await killed.promise;
      const left = await countUnpublished();
      report.push({ answered, left, emptyMs: await restartAndPublish(first) });
      await first.waitUntilReady();
      await expectTopicToAgree();
    }
    const lines = report.map(
      ({ answered, left, emptyMs }) =>
        `${String(answered)} answered, ${String(left)} unpublished, published ${String(emptyMs)} ms after the restart`,
    );
    process.stdout.write(`    SIGKILL amid writes: ${lines.join('; ')}\n`);
    expect(report.some(({ left }) => left > 0)).toBe(true);
  }, 180_000);

  it('has an audit entry for every revision, whatever was killed', async () => {
    const [first] = services.replicas;
    const expected = (await rows()).flatMap(({ _id, revision }) =>
      Array.from({ length: revision }, (_, index) => `${_id}:${String(index + 1)}`),
    );
    const audit = mongo.collection<{ _id: string }>('settings_audit');
    const entries = async (): Promise<Set<string>> =>
      new Set((await audit.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
    await eventually('all entries', async () => (await entries()).size === expected.length);
    expect(await entries()).toEqual(new Set(expected));
    const { status } = await services.apiOf(first).call('GET', '/api/v4/admin/audit?limit=1');
    expect(status).toBe(200);
  });

  it('loses no write of two replicas at once, and publishes the last revision of each', async () => {
    const [first, second] = services.replicas;
    second.start();
    await second.waitUntilReady();
    const before = (await rows()).reduce((sum, { revision }) => sum + revision, 0);
    const few = PROJECTS.slice(0, 4);
    let done = 0;
    for (let round = 0; round < 25; round += 1) {
      const writes = services.replicas.map((replica) =>
        writeAll(services.apiOf(replica), `${replica.url}-${String(round)}`, { projects: few }),
      );
      for (const count of await Promise.all(writes)) done += count;
    }
    await eventually('an empty outbox', async () => (await countUnpublished()) === 0);
    const after = (await rows()).reduce((sum, { revision }) => sum + revision, 0);
    expect(done).toBeGreaterThan(25 * few.length);
    expect(after - before).toBe(done);
    await expectTopicToAgree();
    expect(first.isRunning && second.isRunning).toBe(true);
  }, 120_000);

  it('agrees with MongoDB by its own account, and after what disturbed it was put right', async () => {
    const [first] = services.replicas;
    const api = services.apiOf(first);
    const drift = async () => (await api.call('GET', '/api/v4/admin/settings/drift')).body;
    const none = { count: 0, ids: [] };
    expect(await drift()).toMatchObject({ missing: none, stale: none, unexpected: none });
    const [missing, gone] = await rows();
    await services.produceSettings([
      { key: missing?._id ?? '', value: null },
      { key: 'stranger', value: JSON.stringify({ revision: 1 }) },
    ]);
    await mongo
      .collection<Row>('integration_settings')
      .updateOne({ _id: gone?._id ?? '' }, { $inc: { revision: 1 } });
    expect(await drift()).toMatchObject({
      missing: { count: 1, ids: [missing?._id] },
      stale: { count: 1, ids: [gone?._id] },
      unexpected: { count: 1, ids: ['stranger'] },
    });
    expect((await api.call('POST', '/api/v4/admin/settings/republish')).status).toBe(202);
    await eventually('an empty outbox', async () => (await countUnpublished()) === 0);
    expect(await drift()).toMatchObject({ missing: none, stale: none, unexpected: none });
    await expectTopicToAgree();
  }, 120_000);
});
