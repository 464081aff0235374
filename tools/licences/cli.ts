import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { IMAGES, readComponents, writeBillOfMaterials } from './bill-of-materials.ts';
import type { Component } from './bill-of-materials.ts';
import { LicenceError } from './licence-error.ts';
import { licenceProblems } from './licence-policy.ts';

const USAGE = `Says what third parties' packages go into the images.

  npm run sbom         writes a bill of materials (CycloneDX) for each image to .patchbay/sbom
  npm run licences     lists licences in .patchbay/sbom/third-party.md; ends with 1 when one is not on the allow-list`;

/** One line a package, whichever images it is in. */
function listOf(components: ReadonlyMap<string, Component>): string {
  const lines = [...components].map(([title, { licences }]) => `| ${title} | ${licences.join(', ')} |`);
  return `# Third parties' packages\n\n| Package | Licence |\n| --- | --- |\n${lines.join('\n')}\n`;
}

async function listLicences(files: readonly string[]): Promise<void> {
  const components = (await Promise.all(files.map(readComponents))).flat();
  const sorted = components
    .map((component) => [`${component.name} ${component.version}`, component] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  const all = new Map(sorted);
  const list = join(dirname(files[0] ?? '.'), 'third-party.md');
  await mkdir(dirname(list), { recursive: true });
  await writeFile(list, listOf(all));
  const problems = licenceProblems([...all.values()]);
  console.log(`${all.size} packages of third parties, ${problems.length} of them with a licence to look at`);
  if (problems.length > 0) throw new LicenceError(problems.join('\n'));
}

try {
  const { values } = parseArgs({
    options: { sbom: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) console.log(USAGE);
  else {
    const files: string[] = [];
    // One after the other: each runs npm, which takes a processor for itself.
    for (const image of Object.keys(IMAGES)) files.push(await writeBillOfMaterials(image));
    if (values.sbom === true) console.log(files.map((file) => relative('.', file)).join('\n'));
    else await listLicences(files);
  }
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof LicenceError) && !isUsage) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
