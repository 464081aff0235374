import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';

// A process of its own (see mongod-binary.ts): the download cannot be called off, but a process can be ended.
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: fetch-mongod.ts FOLDER');
try {
  await rename(await MongoBinary.getPath({ downloadDir: folder }), join(folder, 'mongod'));
} catch (error) {
  console.error((error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' '));
  process.exitCode = 1;
}
