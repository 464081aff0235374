import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interruption, startInFreeFolder } from '../local-stack/index.ts';
import { reportLines } from './report-lines.ts';
import { ROOT } from './step.ts';
import { STEPS } from './steps.ts';
import { problemsOf, verify } from './verify.ts';

const USAGE = `Proves that what operators rely on is true: starts Kafka, MongoDB and the services, puts them under load, and lets Prometheus watch.

  npm run verify:ops [-- --json FILE]

  --json FILE   writes all that was looked at there as well`;
const WARM_UP_MS = 40_000;

function readOptions() {
  try {
    return parseArgs({ options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    console.error(`verify:ops: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

async function main(jsonFile: string | undefined): Promise<number> {
  const signal = interruption();
  const stack = await startInFreeFolder(join(ROOT, '.patchbay/verify-ops-stack'), {
    signal,
    ignoreEnvironment: true,
  });
  try {
    const { kafkaBrokers, mongodbUri } = stack;
    const reports = await verify(STEPS, { kafkaBrokers, mongodbUri, warmUpMs: WARM_UP_MS });
    for (const line of reportLines(reports)) console.log(line);
    if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(reports, null, 2)}\n`);
    return problemsOf(reports).length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else if (options.help === true) console.log(USAGE);
else process.exitCode = await main(options.json);
