import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { BSON, MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { BackupError } from './backup-error.ts';

/** Documents by the name of their collection. */
export type Counts = Readonly<Record<string, number>>;

const SUFFIX = '.ejson';
const BATCH = 1000;
const SETTINGS = 'integration_settings';
/** More than anybody writes the settings of one integration between a backup and the day that it is needed. */
const REVISION_GAP = 1_000_000;

/**
 * Writes every collection but the request log into a folder, a document on each line, all of them as of one moment. What is sealed
 * stays so: a backup is worth nothing without the sealing keys, which are not in it.
 * @throws BackupError when the folder has something in it
 */
export async function makeBackup(mongodbUri: string, folder: string): Promise<Counts> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new BackupError(`${folder} is not empty`);
  return withDatabase(mongodbUri, async (database, client) => {
    const collections = await database.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    const names = collections.map(({ name }) => name).filter((name) => name !== REQUEST_LOG_COLLECTION);
    const counts: Record<string, number> = {};
    const session = client.startSession({ snapshot: true });
    try {
      for (const name of names.toSorted()) {
        const documents = database.collection(name).find({}, { session });
        counts[name] = await writeLines(join(folder, `${name}${SUFFIX}`), documents);
      }
    } finally {
      await session.endSession();
    }
    return counts;
  });
}

/**
 * Puts a backup into a database that holds none of it. Revisions of settings are raised: the services drop what is older than what
 * they hold, and they hold what was written since the backup.
 * @throws BackupError when the folder has no backup, or the database has documents already
 */
export async function restoreBackup(mongodbUri: string, folder: string): Promise<Counts> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(SUFFIX)).toSorted();
  if (files.length === 0) throw new BackupError(`${folder} holds no backup`);
  return withDatabase(mongodbUri, async (database) => {
    const names = files.map((file) => file.slice(0, -SUFFIX.length));
    for (const name of names) {
      if ((await database.collection(name).findOne()) !== null)
        throw new BackupError(
          `${name} has documents already: restore into an empty database, with config-service stopped`,
        );
    }
    const counts: Record<string, number> = {};
    for (const name of names)
      counts[name] = await insertLines(database, name, join(folder, `${name}${SUFFIX}`));
    await database.collection(SETTINGS).updateMany({}, { $inc: { revision: REVISION_GAP } });
    return counts;
  });
}

async function writeLines(file: string, documents: AsyncIterable<Document>): Promise<number> {
  const output = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let count = 0;
  for await (const document of documents) {
    count += 1;
    if (!output.write(`${BSON.EJSON.stringify(document, { relaxed: false })}\n`)) await once(output, 'drain');
  }
  output.end();
  await finished(output);
  return count;
}

async function insertLines(database: Db, name: string, file: string): Promise<number> {
  const collection = database.collection(name);
  let count = 0;
  let batch: Document[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await collection.insertMany(batch);
    count += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    batch.push(BSON.EJSON.parse(line, { relaxed: false }) as Document);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return count;
}

async function withDatabase<Result>(
  mongodbUri: string,
  work: (database: Db, client: MongoClient) => Promise<Result>,
): Promise<Result> {
  const client = new MongoClient(mongodbUri, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(client.db(), client);
  } finally {
    await client.close();
  }
}
