import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { downloadOnce } from '../local-stack/downloads.ts';
import { StackError } from '../local-stack/index.ts';
import { runCommand } from '../local-stack/run-command.ts';
import type { FuzzCommand } from './fuzz-command.ts';

const VERSION = '4.32.5';

/** Says what is tried and what is checked, and why some of it is not. */
const SETTINGS = join(import.meta.dirname, 'schemathesis.toml');

/** For a part of the paths: it may be without links, and where there is none to follow, schemathesis fails. */
const ONE_BY_ONE = ['--phases', 'examples,coverage,fuzzing'];

export interface SchemathesisRun {
  /** Where the document is served. */
  readonly documentUrl: string;
  readonly token: string;
  /** Of a delivery in the log; the settings refer to it. */
  readonly loggedAttempt: string;
  readonly command: FuzzCommand;
  /** Where schemathesis may write. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Installs schemathesis below `downloads`, unless it is there; gives back the folder of its packages.
 * @throws StackError with what pip said
 */
export async function installSchemathesis(downloads: string, signal: AbortSignal): Promise<string> {
  const library = join(downloads, `schemathesis-${VERSION}`);
  await downloadOnce(library, async (draft) => {
    const options = ['--quiet', '--disable-pip-version-check', '--target', draft];
    const args = ['-m', 'pip', 'install', ...options, `schemathesis==${VERSION}`];
    const { code, stderr } = await runCommand('python3', args, { signal });
    if (code === 0) return;
    const reason = stderr.trim() || 'there is no python3';
    throw new StackError(
      `schemathesis can’t be installed; it needs Python 3.10 or newer with pip: ${reason}`,
    );
  });
  return library;
}

/** Runs it with its output on this terminal; gives back its exit code, null when it was called off. */
export async function runSchemathesis(library: string, run: SchemathesisRun): Promise<number | null> {
  const child = spawn('python3', ['-m', 'schemathesis.cli', ...argumentsFor(run)], {
    cwd: run.folder,
    env: { ...process.env, PYTHONPATH: library, LOGGED_ATTEMPT: run.loggedAttempt },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // In the group of this process Ctrl-C reaches it as well, and it prints what it has found so far.
  const end = (): void => {
    child.kill('SIGINT');
  };
  run.signal.addEventListener('abort', end, { once: true });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  try {
    return await promise;
  } finally {
    run.signal.removeEventListener('abort', end);
  }
}

function argumentsFor({ documentUrl, token, command }: SchemathesisRun): string[] {
  return [
    ...['--config-file', SETTINGS, 'run', documentUrl],
    ...['--header', `PRIVATE-TOKEN:${token}`],
    ...['--max-examples', String(command.examples)],
    ...['--seed', String(command.seed)],
    ...(command.only === undefined ? [] : ['--include-path-regex', command.only, ...ONE_BY_ONE]),
  ];
}
