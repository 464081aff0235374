import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../local-stack/run-command.ts';
import type { ImageLayout } from './dockerfile.ts';
import { ImageError } from './image-error.ts';

const INSTALL_MS = 10 * 60_000;
const MIB = 1024 * 1024;

/** Lays an image's files out in an empty folder, as its Dockerfile would. @throws ImageError with what npm says */
export async function layOut(root: string, layout: ImageLayout): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-image-'));
  for (const path of layout.manifests) await copy(root, folder, path);
  const { code, stdout, stderr } = await runCommand('npm', [...layout.install, '--no-audit', '--no-fund'], {
    cwd: folder,
    timeoutMs: INSTALL_MS,
  });
  if (code !== 0)
    throw new ImageError(`npm ${layout.install.join(' ')} failed:\n${`${stderr}${stdout}`.slice(-2000)}`);
  for (const path of layout.build) await copy(root, folder, path);
  return folder;
}

/** Takes all rights to write away, also from the owner, and lets others read. */
export async function makeReadOnly(folder: string): Promise<void> {
  await forEach(folder, async (path, isFolder) => {
    const { mode } = await stat(path);
    await chmod(path, isFolder || (mode & 0o100) !== 0 ? 0o555 : 0o444);
  });
}

/** Removes it, for which its owner needs those rights back. */
export async function remove(folder: string): Promise<void> {
  await forEach(folder, async (path, isFolder) => {
    if (isFolder) await chmod(path, 0o755);
  });
  await rm(folder, { recursive: true });
}

/** MiB that the files take. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  await forEach(folder, async (path, isFolder) => {
    if (!isFolder) bytes += (await stat(path)).size;
  });
  return Math.round(bytes / MIB);
}

async function copy(root: string, folder: string, path: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await cp(join(root, path), join(folder, path), { recursive: true });
}

/** Visits files and folders, links not: they lead to workspaces, which are visited by themselves. */
async function forEach(
  folder: string,
  visit: (path: string, isFolder: boolean) => Promise<void>,
): Promise<void> {
  await visit(folder, true);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await forEach(path, visit);
    else if (entry.isFile()) await visit(path, false);
  }
}
