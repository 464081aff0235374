import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CATALOGUE_SOURCES } from '../generate/registry.ts';
import { UsageError, scaffold } from './new-integration.ts';

const USAGE = `Writes the file of a new integration and everything that follows from it.

  npm run new-integration -- NAME [--kind plain|chat|webhook]

NAME is lower case words joined by underscores: carrier_pigeon.`;

const ROOT = resolve(import.meta.dirname, '../..');

function run(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string', default: 'plain' }, help: { type: 'boolean', short: 'h' } },
  });
  const [name] = positionals;
  if (values.help === true || name === undefined) {
    console.log(USAGE);
    return values.help === true ? 0 : 2;
  }
  const file = relative(ROOT, scaffold(join(ROOT, CATALOGUE_SOURCES), name, values.kind));
  const generated = spawnSync(process.execPath, ['--conditions=@patchbay/source', 'tools/generate/cli.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (generated.status !== 0) return 1;
  console.log(`wrote ${file} and all that is generated. Next:
  1. make ${file} send what the product documents, and run: npm run generate
  2. translate: the texts that are empty in ${CATALOGUE_SOURCES}/locales/de/${name}.json
  3. write down the wire format in test/contracts/wire/${name}.json
  4. npm run test:unit, and read the new snapshot`);
  return 0;
}

try {
  process.exitCode = run();
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  if (!isUsage) throw error;
  console.error(`new-integration: ${(error as Error).message}`);
  process.exitCode = 2;
}
