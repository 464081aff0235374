import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { startInFreeFolder, testDataDir } from '../local-stack/index.ts';
import type { LocalStack } from '../local-stack/index.ts';
import { pickPort } from '../local-stack/ports.ts';
import { SERVICE_NAMES } from '../services/index.ts';
import type { ServiceName } from '../services/index.ts';
import { serviceEnvironment } from '../services/service-environment.ts';
import { readLayout } from './dockerfile.ts';
import { ImageError } from './image-error.ts';
import { layOut, makeReadOnly, remove, sizeOf } from './production-layout.ts';
import { measureStart } from './run-image.ts';

const USAGE = `Proves what the Dockerfiles lay out, without an engine: installs production dependencies and the build in an empty folder, takes
all rights to write away, and runs it as the image's user, on a Kafka and a MongoDB of its own, until it is ready.

  npm run verify:image -- [SERVICE …]     all three unless named
     --json FILE                          writes sizes and times as JSON too`;

const ROOT = resolve(import.meta.dirname, '../..');

interface Verdict {
  readonly service: string;
  readonly sizeMib: number;
  readonly readyMs: number;
}

async function verify(service: ServiceName, stack: LocalStack): Promise<Verdict> {
  const layout = await readLayout(ROOT, service);
  const folder = await layOut(ROOT, layout);
  try {
    await makeReadOnly(folder);
    const environment = serviceEnvironment({
      kafkaBrokers: stack.kafkaBrokers,
      mongodbUri: stack.mongodbUri,
      sealingKeys: `k1:${randomBytes(32).toString('base64')}`,
      adminToken: randomBytes(24).toString('hex'),
    });
    const port = await pickPort(undefined, new Set());
    const readyMs = await measureStart({ service, folder, command: layout.command, port, environment });
    return { service, sizeMib: await sizeOf(folder), readyMs };
  } finally {
    await remove(folder);
  }
}

async function verifyAll(services: readonly ServiceName[]): Promise<Verdict[]> {
  const stack = await startInFreeFolder(testDataDir, { ignoreEnvironment: true });
  try {
    const verdicts: Verdict[] = [];
    for (const service of services) verdicts.push(await verify(service, stack));
    return verdicts;
  } finally {
    await stack.stop();
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const unknown = positionals.filter((name) => !SERVICE_NAMES.some((service) => service === name));
  if (unknown.length > 0) throw new ImageError(`name some of ${SERVICE_NAMES.join(', ')}\n\n${USAGE}`);
  if (values.help === true) console.log(USAGE);
  else {
    const chosen = SERVICE_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
    const verdicts = await verifyAll(chosen);
    for (const { service, sizeMib, readyMs } of verdicts) {
      console.log(`${service.padEnd(16)}  ${sizeMib} MiB  ready after ${(readyMs / 1000).toFixed(1)} s`);
    }
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify(verdicts, undefined, 2)}\n`);
  }
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof ImageError) && !isUsage) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
