import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from '../local-stack/run-command.ts';
import { LicenceError } from './licence-error.ts';

/** A third party's package as it goes into an image. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** SPDX expressions, of which all hold; none when the package doesn't say. */
  readonly licences: readonly string[];
}

/** What CycloneDX calls a component, as far as it is read here. */
export interface CycloneComponent {
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

/** What each image is made of; config-service's carries the console. */
export const IMAGES: Readonly<Record<string, readonly string[]>> = {
  'config-service': ['@patchbay/config-service', '@patchbay/console'],
  'delivery-worker': ['@patchbay/delivery-worker'],
  dispatcher: ['@patchbay/dispatcher'],
};

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.patchbay/sbom');
const OWN = '@patchbay';
const TOOL_MS = 5 * 60_000;

/** Writes an image's bill of materials (CycloneDX, JSON) and returns where. @throws LicenceError with what npm says */
export async function writeBillOfMaterials(image: string): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `${image}.cdx.json`);
  const args = ['--omit', 'dev', '--flatten-components', '--output-reproducible', '--output-file', file];
  const workspaces = (IMAGES[image] ?? []).flatMap((workspace) => ['--workspace', workspace]);
  const program = join(ROOT, 'node_modules/.bin/cyclonedx-npm');
  const { code, stderr } = await runCommand(program, [...args, ...workspaces], {
    cwd: ROOT,
    timeoutMs: TOOL_MS,
  });
  if (code !== 0) throw new LicenceError(`no bill of materials for ${image}:\n${stderr.slice(-2000)}`);
  return file;
}

/** The third parties' packages of a bill of materials. */
export async function readComponents(file: string): Promise<readonly Component[]> {
  const bill = JSON.parse(await readFile(file, 'utf8')) as {
    readonly components: readonly CycloneComponent[];
  };
  return componentsOf(bill.components);
}

export function componentsOf(components: readonly CycloneComponent[]): readonly Component[] {
  return components
    .filter(({ group }) => group !== OWN)
    .map(({ group, name, version = '', licenses = [] }) => ({
      name: group === undefined ? name : `${group}/${name}`,
      version,
      licences: licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? ''),
    }));
}
