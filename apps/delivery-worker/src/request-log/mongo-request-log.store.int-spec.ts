import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import { anAttempt } from '../testing/an-attempt.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { MongoRequestLogStore } from './mongo-request-log.store.ts';

const database = `request-log-${randomUUID()}`;
const uri = new URL(process.env['MONGODB_URI'] ?? 'mongodb://nowhere.invalid');
uri.pathname = `/${database}`;
const { logger, lines } = recordingLogger();
const mongo = new MongoConnection({ MONGODB_URI: uri.href }, logger);
const store = new MongoRequestLogStore(mongo, logger, 5000);
const collection = () => mongo.connection.collection<AttemptDocument>(REQUEST_LOG_COLLECTION);
const ids = async (): Promise<string[]> => {
  const found = await collection().find().sort({ _id: 1 }).toArray();
  return found.map(({ _id }) => _id);
};

/** A way to MongoDB that holds back what it is sent while it is stalled. */
async function aProxy() {
  const sockets = new Set<Socket>();
  const state = { isStalled: false };
  const held: (() => void)[] = [];
  const forward = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('error', () => undefined).on('close', () => to.destroy());
    from.on('data', (chunk) => {
      const pass = (): void => void to.write(chunk);
      if (state.isStalled) held.push(pass);
      else pass();
    });
  };
  const server = net.createServer((client) => {
    const mongod = net.connect(Number(uri.port), uri.hostname);
    forward(client, mongod);
    forward(mongod, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    uri: `mongodb://127.0.0.1:${port}/${database}?directConnection=true`,
    get isStalled() {
      return state.isStalled;
    },
    set isStalled(isStalled: boolean) {
      state.isStalled = isStalled;
      if (!isStalled) for (const pass of held.splice(0)) pass();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

beforeAll(async () => {
  await mongo.connect();
});
afterEach(async () => {
  await collection().deleteMany({});
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

describe('MongoRequestLogStore on a real MongoDB', () => {
  it('writes attempts as they are', async () => {
    const attempt = anAttempt({ _id: 'a' });
    await store.write([attempt]);
    const found = await collection().findOne({ _id: 'a' });
    expect(found).toMatchObject({ deliveryId: 'd', outcome: 'delivered', at: attempt.at });
    const body = found?.request?.body as unknown as { buffer: Uint8Array } | undefined;
    expect(Buffer.from(body?.buffer ?? []).toString()).toBe('{"ping":true}');
  });

  it('takes attempts again that it has, and the new ones among them', async () => {
    await store.write([anAttempt({ _id: 'a' }), anAttempt({ _id: 'b' })]);
    await store.write([anAttempt({ _id: 'b', reason: 'again' }), anAttempt({ _id: 'c' })]);
    await store.write([anAttempt({ _id: 'a' })]);
    expect(await ids()).toEqual(['a', 'b', 'c']);
    expect(await collection().findOne({ _id: 'b' })).not.toHaveProperty('reason');
  });

  it('writes headers with any name', async () => {
    const headers = Object.fromEntries([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['a.b', '3'],
      ['$c', '4'],
    ]);
    await store.write([
      anAttempt({ response: { status: 200, headers, body: Buffer.alloc(0), isBodyCut: false } }),
    ]);
    expect(await ids()).toEqual(['d:1:0']);
  });

  it('says that it did not take what MongoDB refuses, without the documents in the error', async () => {
    await mongo.connection.db?.command({
      collMod: REQUEST_LOG_COLLECTION,
      validator: { outcome: { $ne: 'dead' } },
    });
    const writing = store.write([
      anAttempt({ _id: 'a' }),
      anAttempt({ _id: 'b', outcome: 'dead', reason: 'confidential' }),
    ]);
    const error: unknown = await writing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'mongodb_unavailable' });
    expect(error).not.toHaveProperty('cause');
    expect(JSON.stringify(error)).not.toContain('confidential');
    expect(await ids()).toEqual(['a']);
    await mongo.connection.db?.command({ collMod: REQUEST_LOG_COLLECTION, validator: {} });
  });

  it('says that too few members have it, even where some have it already', async () => {
    const demanding = new URL(uri);
    demanding.searchParams.set('w', '2');
    const connection = new MongoConnection({ MONGODB_URI: demanding.href }, logger);
    await connection.connect();
    const careful = new MongoRequestLogStore(connection, logger, 5000);
    for (let writes = 0; writes < 2; writes += 1)
      await expect(careful.write([anAttempt()])).rejects.toMatchObject({ code: 'mongodb_unavailable' });
    await connection.close();
  });

  it('says in time that MongoDB does not answer, and takes the same attempts once it does', async () => {
    const proxy = await aProxy();
    const stalled = new MongoConnection({ MONGODB_URI: proxy.uri }, logger);
    await stalled.connect();
    const impatient = new MongoRequestLogStore(stalled, logger, 300);
    await impatient.write([anAttempt({ _id: 'a' })]);
    proxy.isStalled = true;
    const begin = performance.now();
    await expect(impatient.write([anAttempt({ _id: 'b' })])).rejects.toThrow('did not answer within 300 ms');
    expect(performance.now() - begin).toBeLessThan(2000);
    proxy.isStalled = false;
    await impatient.write([anAttempt({ _id: 'b' }), anAttempt({ _id: 'c' })]);
    expect(await ids()).toEqual(['a', 'b', 'c']);
    await stalled.close();
    await proxy.close();
  });

  it('makes the indexes that the log is read and expires by', async () => {
    await store.ensureIndexes();
    const indexes = await collection().indexes();
    expect(indexes.map(({ key }) => key)).toEqual(
      expect.arrayContaining([{ integrationId: 1, at: -1, _id: -1 }, { expiresAt: 1 }]),
    );
    expect(indexes.find(({ key }) => 'expiresAt' in key)).toMatchObject({ expireAfterSeconds: 0 });
    await store.ensureIndexes();
  });

  it('makes no index once it is told to stop', async () => {
    const before = lines.length;
    await store.keepIndexes(AbortSignal.abort());
    expect(lines).toHaveLength(before);
  });

  it('knows whether it is connected', async () => {
    const other = new MongoConnection({ MONGODB_URI: uri.href }, logger);
    const another = new MongoRequestLogStore(other, logger, 1000);
    expect(another.isReachable).toBe(false);
    await other.connect();
    expect(another.isReachable).toBe(true);
    await other.close();
    expect(another.isReachable).toBe(false);
    await expect(another.write([anAttempt()])).rejects.toMatchObject({ code: 'mongodb_unavailable' });
  });
});
