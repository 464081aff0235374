import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ServiceError } from '../services/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NX = join(ROOT, 'node_modules', '.bin', 'nx');

/** Builds the services and what they are made of. Nx skips what has not changed. */
export async function buildServices(signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [NX, 'run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: ROOT,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its daemon would stay behind when the demo has ended.
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.once('close', done);
    child.once('error', fail);
  });
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new ServiceError(`the build failed:\n${output}${errors}`);
}
