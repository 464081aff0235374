import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage-error.ts';

/**
 * Every `*.json` below a folder, sorted by path; symbolic links are not followed.
 * @throws UsageError when the folder is missing, is none, or holds no such file.
 */
export async function findPayloadFiles(folder: string): Promise<readonly string[]> {
  await assertFolder(folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new UsageError(`there is no *.json file in ${folder} or below it`);
  return files;
}

async function assertFolder(path: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw new UsageError(`${path} can't be opened: it does not exist or may not be read`, { cause });
  }
  if (!isFolder) throw new UsageError(`${path} is a file; name the folder that holds the payloads`);
}
