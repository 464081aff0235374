import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { externalComponent } from './external-component.ts';
import { startInFreeFolder } from './free-folder.ts';
import { isKafkaReady } from './kafka-probe.ts';
import { launchStack } from './launch-stack.ts';
import { stackPaths, testDataDir } from './paths.ts';
import { answers } from './ports.ts';
import { identify } from './processes.ts';
import { attachStack, startStack, type LocalStack } from './stack.ts';

const portOf = (address: string | undefined): number => Number(/127\.0\.0\.1:(\d+)/.exec(address ?? '')?.[1]);
const kafkaPort = (stack: LocalStack): number => portOf(stack.kafkaBrokers[0]);
const mongoPort = (stack: LocalStack): number => portOf(stack.mongodbUri);

async function withMongo<T>(stack: LocalStack, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(stack.mongodbUri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const countNotes = (stack: LocalStack): Promise<number> =>
  withMongo(stack, (client) => client.db().collection('notes').countDocuments());

describe('an embedded stack', () => {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await startInFreeFolder(`${testDataDir}-own`, {
      provider: 'embedded',
      ignoreEnvironment: true,
      quiet: true,
    });
  }, 300_000);
  afterAll(() => stack.stop());

  it('serves Kafka and MongoDB on loopback', async () => {
    expect(await isKafkaReady('127.0.0.1', kafkaPort(stack))).toBe(true);
    expect(await answers('127.0.0.1', mongoPort(stack))).toBe(true);
  });

  it('runs MongoDB as a replica set, so that transactions work', async () => {
    await withMongo(stack, (client) =>
      client.withSession((session) =>
        session.withTransaction(() =>
          client.db().collection('notes').insertOne({ text: 'kept' }, { session }),
        ),
      ),
    );
    expect(await countNotes(stack)).toBe(1);
  });

  it('keeps the data of a server that is stopped, or killed, and started again from a handle of another process', async () => {
    const { mongo } = attachStack(stack.dataDir);
    const before = mongo.pid();
    await mongo.stop();
    expect(mongo.pid()).toBeUndefined();
    expect(await answers('127.0.0.1', mongoPort(stack))).toBe(false);
    await mongo.start();
    expect(mongo.pid()).not.toBe(before);
    expect(await countNotes(stack)).toBe(1);
    await mongo.kill();
    await mongo.start();
    expect(await countNotes(stack)).toBe(1);
  }, 60_000);

  it('brings Kafka back on the same port after a kill', async () => {
    await stack.kafka.kill();
    expect(await isKafkaReady('127.0.0.1', kafkaPort(stack))).toBe(false);
    await stack.kafka.start();
    expect(await isKafkaReady('127.0.0.1', kafkaPort(stack))).toBe(true);
  }, 60_000);

  it('is shared with a second start in the same folder, which does not end it', async () => {
    const lines: string[] = [];
    const second = await startStack({ dataDir: stack.dataDir, onProgress: (line) => lines.push(line) });
    expect(second.kafkaBrokers).toEqual(stack.kafkaBrokers);
    expect(lines).toEqual([expect.stringMatching(/already running in .*ends with process \d+/)]);
    await second.stop();
    expect(stack.kafka.pid()).toBeDefined();
  });

  it('refuses to empty a folder that a live process works with', async () => {
    await expect(startStack({ dataDir: stack.dataDir, keepData: false, quiet: true })).rejects.toThrow(
      /works with the stack/,
    );
  });

  it('leaves no process when it is stopped, and its data for the next start, whatever ports that gets', async () => {
    const pids = [stack.kafka.pid(), stack.mongo.pid()];
    await stack.stop();
    expect(pids.map((pid) => identify(pid ?? 0))).toEqual([undefined, undefined]);
    expect(existsSync(stackPaths(stack.dataDir).stateFile)).toBe(false);
    const formerPort = mongoPort(stack);
    stack = await startStack({
      ...{
        dataDir: stack.dataDir,
        provider: 'embedded',
        ignoreEnvironment: true,
        quiet: true,
        useUsualPorts: false,
      },
    });
    expect(mongoPort(stack)).not.toBe(formerPort);
    expect(await countNotes(stack)).toBe(1);
  }, 120_000);

  it('leaves nothing running when its start is called off', async () => {
    const paths = stackPaths(join(stack.dataDir, 'called-off'));
    const controller = new AbortController();
    const reports: string[] = [];
    const start = launchStack({
      ...{
        paths,
        keepData: true,
        detached: false,
        ignoreEnvironment: true,
        provider: 'embedded',
        useUsualPorts: false,
      },
      progress: {
        report: (topic, text) => {
          reports.push(`${topic} ${text}`);
          if (topic === 'mongo' && text.startsWith('ready')) controller.abort(new Error('enough'));
        },
        end: () => undefined,
      },
      signal: controller.signal,
    });
    await expect(start).rejects.toThrow('enough');
    const port = Number(/mongo ready on port (\d+)/.exec(reports.join('\n'))?.[1]);
    expect(await answers('127.0.0.1', port)).toBe(false);
    expect(existsSync(paths.stateFile)).toBe(false);
  }, 60_000);

  it('is not needed where the environment names a server that answers', async () => {
    const address = stack.kafkaBrokers.join(',');
    expect(await externalComponent('kafka', address)).toMatchObject({ provider: 'environment', address });
  });

  it('says which variable to correct where the environment names a server that does not', async () => {
    await expect(externalComponent('mongo', 'mongodb://user:secret@127.0.0.1:1/x')).rejects.toThrow(
      'no MongoDB answers at mongodb://user:…@127.0.0.1:1/x (from MONGODB_URI)',
    );
    await expect(externalComponent('kafka', 'nonsense')).rejects.toThrow('KAFKA_BROKERS is "nonsense"');
  });
});
