import { MongoClient, MongoServerError } from 'mongodb';
import { loopback } from './ports.ts';

export const replicaSet = 'rs0';

const connectTimeoutMs = 1_000;
const notYetInitialized = 94;
/** With authentication and no user yet, all that is allowed is to initiate a set and to create the first user. */
const unauthorized = 13;

/** What applications are given. The set's name makes drivers wait for the primary after a restart. */
export function mongoUri(port: number): string {
  return `mongodb://${loopback}:${port}/patchbay?replicaSet=${replicaSet}`;
}

/**
 * Whether the mongod on this port is the primary of its replica set of one. Brings it nearer to that where it can: a
 * new data folder gets its set (transactions need one), and a set that was stored under another port is renamed.
 */
export async function advanceToPrimary(port: number): Promise<boolean> {
  const client = new MongoClient(`mongodb://${loopback}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: connectTimeoutMs,
    connectTimeoutMS: connectTimeoutMs,
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    // A set that it belongs to, but whose election goes on: nothing to do but to wait.
    if (hello['setName'] !== undefined) return false;
    await configure(client, `${loopback}:${port}`);
    return false;
  } catch {
    // Not listening yet, or between two states; the caller asks again and has a time limit.
    return false;
  } finally {
    await client.close();
  }
}

async function configure(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const stored = await storedConfig(client);
  if (stored === undefined) {
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
  } else if (stored.members[0]?.host !== host) {
    const config = { ...stored, version: stored.version + 1, members: [{ ...stored.members[0], host }] };
    await admin.command({ replSetReconfig: config, force: true });
  }
}

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

async function storedConfig(client: MongoClient): Promise<ReplicaSetConfig | undefined> {
  try {
    const { config } = (await client.db('admin').command({ replSetGetConfig: 1 })) as {
      config: ReplicaSetConfig;
    } & object;
    return config;
  } catch (error) {
    if (
      error instanceof MongoServerError &&
      (error.code === notYetInitialized || error.code === unauthorized)
    )
      return undefined;
    throw error;
  }
}
