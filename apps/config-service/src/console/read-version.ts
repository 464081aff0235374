import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';

const PACKAGE = resolve(import.meta.dirname, '../../package.json');
const PackageSchema = z.object({ version: z.string() });

/** The version of this service, as its package says. */
export async function readVersion(): Promise<string> {
  return PackageSchema.parse(JSON.parse(await readFile(PACKAGE, 'utf8'))).version;
}
