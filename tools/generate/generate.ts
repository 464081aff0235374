import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How the files on disk differ from what they should be; paths from the project's root. */
export interface Differences {
  /** Missing, or with another content. */
  readonly stale: readonly string[];
  /** Left over in a folder that holds nothing but generated files. */
  readonly leftOver: readonly string[];
}

/** Compares generated documents with the files on disk. */
export function findDifferences(
  root: string,
  documents: ReadonlyMap<string, string>,
  folders: readonly string[],
): Differences {
  const stale = [...documents]
    .filter(([path, text]) => contentOf(join(root, path)) !== text)
    .map(([path]) => path);
  const leftOver = folders
    .flatMap((folder) => filesIn(root, folder))
    .filter((path) => !documents.has(path))
    .sort();
  return { stale, leftOver };
}

/** Makes the files on disk what they should be. */
export function applyDifferences(
  root: string,
  documents: ReadonlyMap<string, string>,
  { stale, leftOver }: Differences,
): void {
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), documents.get(path) ?? '');
  }
  for (const path of leftOver) rmSync(join(root, path));
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function filesIn(root: string, folder: string): string[] {
  const place = join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${folder}/${entry.name}`);
}
