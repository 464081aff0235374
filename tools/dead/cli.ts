import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { askingApi } from './dead-api.ts';
import { USAGE, parseCommand } from './dead-command.ts';
import type { DeadCommand } from './dead-command.ts';
import { DeadError } from './dead-error.ts';
import { runCommand } from './run-command.ts';

const POLL_MS = 1000;

async function tokenOf({ tokenFile }: DeadCommand): Promise<string> {
  const token = tokenFile === undefined ? process.env['PATCHBAY_TOKEN'] : await contentOf(tokenFile);
  if (token === undefined || token.trim() === '')
    throw new DeadError('no access token: name a file with --token-file, or set PATCHBAY_TOKEN');
  return token.trim();
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new DeadError(`--token-file ${file} can’t be read`, { cause });
  }
}

try {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command === 'help') console.log(USAGE);
  else {
    const isDone = await runCommand(command, {
      ask: askingApi(command.url, await tokenOf(command)),
      say: (line) => {
        console.log(line);
      },
      pause: () => sleep(POLL_MS),
    });
    if (!isDone) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof DeadError)) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
