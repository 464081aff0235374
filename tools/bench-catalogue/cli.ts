import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { EVENT_SAMPLES } from '@patchbay/integration-contracts';
import { findPayloadFiles } from '../check-payloads/payload-files.ts';
import { measureCatalogue } from './measure-catalogue.ts';

const USAGE = `Measures what it costs to build the requests of each (event, integration), parsing of the event left out.

  npm run bench:catalogue [-- DIR] [-- --rounds N]

DIR holds payloads as *.json; the project's own samples when absent.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '20' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) console.log(USAGE);
else await run(positionals[0], Number(values.rounds));

async function run(folder: string | undefined, rounds: number): Promise<void> {
  const payloads =
    folder === undefined
      ? EVENT_SAMPLES.map(({ payload }) => Buffer.from(JSON.stringify(payload)))
      : await Promise.all((await findPayloadFiles(folder)).map((file) => readFile(file)));
  const { builds, meanUs, slowest } = measureCatalogue(CATALOGUE, payloads, rounds);
  console.log(
    `${payloads.length} payloads, ${CATALOGUE.length} integrations, ${builds} builds in ${rounds} rounds`,
  );
  console.log(`mean ${meanUs.toFixed(1)} µs per (event, integration)`);
  console.log('the most expensive:');
  for (const { name, meanUs: mean } of slowest) console.log(`  ${name.padEnd(28)} ${mean.toFixed(1)} µs`);
}
