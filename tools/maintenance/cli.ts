import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { adminApi } from './admin-api.ts';
import { rotateKeys } from './keys-rotate.ts';
import { USAGE, parseCommand } from './maintenance-command.ts';
import type { MaintenanceCommand, Task } from './maintenance-command.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { compareSettings } from './settings-drift.ts';
import { republishSettings } from './settings-republish.ts';
import type { TaskContext } from './task-context.ts';

const POLL_MS = 1000;

const RUN: Readonly<Record<Task, (context: TaskContext) => Promise<boolean>>> = {
  'keys:rotate': rotateKeys,
  'settings:republish': republishSettings,
  'settings:drift': compareSettings,
};

async function tokenOf({ tokenFile }: MaintenanceCommand): Promise<string> {
  const token = tokenFile === undefined ? process.env['PATCHBAY_TOKEN'] : await contentOf(tokenFile);
  if (token === undefined || token.trim() === '') {
    throw new MaintenanceError('no access token: name a file with --token-file, or set PATCHBAY_TOKEN');
  }
  return token.trim();
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new MaintenanceError(`--token-file ${file} can’t be read`, { cause });
  }
}

try {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command === 'help') console.log(USAGE);
  else {
    const isDone = await RUN[command.task]({
      api: adminApi(command.url, await tokenOf(command)),
      say: (line) => {
        console.log(line);
      },
      pause: () => sleep(POLL_MS),
    });
    if (!isDone) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof MaintenanceError)) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
