import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const VERSION = '8.6.0';
const ROOT = resolve(import.meta.dirname, '../..');
const LIBRARY = join(ROOT, '.patchbay', `python-gitlab-${VERSION}`);
const SCRIPT = join(ROOT, 'test/clients/drive_integrations.py');
const run = promisify(execFile);

/** Installs python-gitlab for the tests, in a folder of its own, unless it is there. */
export async function installPythonGitlab(): Promise<void> {
  const isThere = await access(join(LIBRARY, 'gitlab')).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const options = ['--quiet', '--disable-pip-version-check', '--target', LIBRARY];
  await run('python3', ['-m', 'pip', 'install', ...options, `python-gitlab==${VERSION}`]);
}

/** Runs the script with a task and gives back what it saw. */
export async function driveWithPythonGitlab(task: unknown): Promise<unknown> {
  const running = run('python3', [SCRIPT], { env: { ...process.env, PYTHONPATH: LIBRARY } });
  running.child.stdin?.end(JSON.stringify(task));
  return JSON.parse((await running).stdout);
}
