import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compose, composeProject, isDockerUsable } from './docker-compose.ts';
import type { StackPaths } from './paths.ts';
import type { RunCommand } from './run-command.ts';

/**
 * Deletes what a stopped stack has stored: the content of its folder, and its containers' volumes, which outlive the
 * state file and so are looked for wherever Docker is. Downloads stay, and so does the lock: it is held meanwhile.
 */
export async function deleteData(paths: StackPaths, run: RunCommand): Promise<void> {
  const { dataDir, lockFile } = paths;
  if (await isDockerUsable(run))
    await compose({ project: composeProject(paths), ports: {}, run }, ['down', '-v']);
  await mkdir(dataDir, { recursive: true });
  const names = (await readdir(dataDir)).filter((name) => name !== basename(lockFile));
  await Promise.all(names.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
}
