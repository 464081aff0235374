import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { ManifestError } from './manifest-error.ts';
import { verifyManifests } from './verify-manifests.ts';
import type { Check } from './verify-manifests.ts';

const USAGE = `Renders everything in k8s with kustomize and Helm, checks each object by the schema of its kind (Kubernetes, KEDA, the Prometheus
operator, Gateway API, Strimzi, MongoDB), and compares the chart with kustomize. The first run builds the tools with Go.

  npm run verify:manifests                     prints a table; ends with 1 when anything is wrong
  npm run verify:manifests -- --json FILE      writes it as JSON too`;

function tableOf(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .flatMap(({ name, objects, kinds, problems }) => [
      `${name.padEnd(width)}  ${String(objects).padStart(3)} objects  ${String(kinds).padStart(2)} kinds  ${
        problems.length === 0 ? pc.green('valid') : pc.red(`${problems.length} problems`)
      }`,
      ...problems.map((problem) => `    ${problem}`),
    ])
    .join('\n');
}

try {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) console.log(USAGE);
  else {
    const checks = await verifyManifests();
    console.log(tableOf(checks));
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(checks, undefined, 2)}\n`);
    if (checks.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
  }
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof ManifestError) && !isUsage) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
