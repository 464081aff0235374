import { resolve } from 'node:path';
import pc from 'picocolors';
import { BackupError } from './backup-error.ts';
import { makeBackup, restoreBackup } from './mongo-backup.ts';

const USAGE = `npm run backup -- make FOLDER       writes what is in MongoDB, without the request log, into a new folder
npm run backup -- restore FOLDER    puts it into an empty database; \`npm run settings:republish\` must follow

MONGODB_URI names the database, with the options that a connection to it needs. The sealing keys are not in a backup: keep them apart.`;

const TASKS = new Map([
  ['make', makeBackup],
  ['restore', restoreBackup],
]);

const [task = '', folder, ...more] = process.argv.slice(2);
const uri = process.env['MONGODB_URI'];
try {
  const run = TASKS.get(task);
  if (run === undefined || folder === undefined || more.length > 0) throw new BackupError(USAGE);
  if (uri === undefined || uri === '') throw new BackupError('MONGODB_URI is not set: it names the database');
  for (const [name, count] of Object.entries(await run(uri, resolve(folder))))
    console.log(`${name}: ${count}`);
} catch (error) {
  // Not the driver's whole report: it names hosts and pools, and may hold the connection string.
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
