import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICE_NAMES } from '@patchbay/tools/services';
import { DrillError } from './drill-error.ts';

export const THIS_BUILD = resolve(import.meta.dirname, '../..');
const FOLDER = join(THIS_BUILD, '.patchbay/builds/later');
const LIBRARIES = ['integration-contracts', 'integration-catalogue', 'service-kit'];
const MESSAGES = 'libs/integration-contracts/dist/messages';
const ADDED = "addedLater: { by: 'a later build' }";

/** What the later build says that this one has never heard of, in each kind of record. */
const ADDITIONS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'delivery-record.js': [
    [/version: VERSION,/, "version: VERSION, 'added-later': 'by a later build',"],
    [/JSON\.stringify\(delivery\.retry\)/, `JSON.stringify({ ...delivery.retry, ${ADDED} })`],
    [/JSON\.stringify\(delivery\.request\)/, `JSON.stringify({ ...delivery.request, ${ADDED} })`],
  ],
  'outcome.js': [[/JSON\.stringify\(\{\s*v: 1,/, `JSON.stringify({ v: 1, ${ADDED},`]],
  'settings-revision.js': [[/JSON\.stringify\(revision\)/, `JSON.stringify({ ...revision, ${ADDED} })`]],
  'integration-health.js': [[/JSON\.stringify\(\{\s*v: 1,/, `JSON.stringify({ v: 1, ${ADDED},`]],
  'breaker-event.js': [[/JSON\.stringify\(\{\s*v: 1,/, `JSON.stringify({ v: 1, ${ADDED},`]],
  'project-path.js': [[/JSON\.stringify\(\{\s*v: 1,/, `JSON.stringify({ v: 1, ${ADDED},`]],
  'namespace-move.js': [[/JSON\.stringify\(move\)/, `JSON.stringify({ ...move, ${ADDED} })`]],
};

/**
 * Copies the build, and has the copy write records as a later version may: with headers and members that this one does not know.
 * @returns the folder that services are started from
 * @throws DrillError when a record is written otherwise than expected, so that nothing would be added
 */
export async function makeLaterBuild(): Promise<string> {
  await rm(FOLDER, { recursive: true, force: true });
  for (const name of SERVICE_NAMES) await copyPackage(`apps/${name}`);
  for (const name of LIBRARIES) {
    await copyPackage(`libs/${name}`);
    await symlink(join(FOLDER, 'libs', name), join(await scopeFolder(), name));
  }
  for (const [file, additions] of Object.entries(ADDITIONS)) {
    const path = join(FOLDER, MESSAGES, file);
    let source = await readFile(path, 'utf8');
    for (const [place, addition] of additions) {
      if (!place.test(source))
        throw new DrillError(`${file} has no ${place.source}: adapt the later build to it`);
      source = source.replace(place, addition);
    }
    await writeFile(path, source);
  }
  return FOLDER;
}

/** Packages are looked for beside the importing file first, and in the repository after that: only what is copied differs. */
async function copyPackage(path: string): Promise<void> {
  const [from, to] = [join(THIS_BUILD, path), join(FOLDER, path)];
  await cp(join(from, 'dist'), join(to, 'dist'), { recursive: true });
  await cp(join(from, 'package.json'), join(to, 'package.json'));
  const own = join(from, 'node_modules');
  if (existsSync(own)) await symlink(own, join(to, 'node_modules'));
}

async function scopeFolder(): Promise<string> {
  const folder = join(FOLDER, 'node_modules/@patchbay');
  await mkdir(folder, { recursive: true });
  return folder;
}
