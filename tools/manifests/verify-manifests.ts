import { brokenReferences } from './broken-references.ts';
import { differencesOf } from './compare-renderings.ts';
import { requireGo } from './go-tools.ts';
import { componentFolders, helmLint, helmTemplate, kustomizeBuild, kustomizeEverything } from './render.ts';
import type { Rendering } from './render.ts';
import { schemaCatalogue } from './schema-sources.ts';
import { objectValidator } from './validate-objects.ts';
import type { ObjectValidator } from './validate-objects.ts';

/** One thing that was checked. */
export interface Check {
  readonly name: string;
  readonly objects: number;
  readonly kinds: number;
  /** One line each; none when all is well. */
  readonly problems: readonly string[];
}

/** Complete installations, in which whatever is named must be there. */
const COMPLETE = ['base', 'overlays/dev', 'overlays/production'];
const EXAMPLES = ['examples/strimzi', 'examples/mongodb'];

/**
 * Renders everything in `k8s`, checks each object by the schema of its kind, and compares the chart with kustomize.
 * @throws ManifestError when a tool or a schema can't be had, or something can't be rendered
 */
export async function verifyManifests(): Promise<readonly Check[]> {
  await requireGo();
  const validate = objectValidator(await schemaCatalogue());
  await helmLint();
  const complete = await renderAll(COMPLETE);
  const everything = await kustomizeEverything();
  const chart = await helmTemplate();
  const wholeChart = await helmTemplate(await allSwitches());
  const [base] = complete;
  return [
    ...[...complete, everything, chart, wholeChart].map((rendering) => check(rendering, validate, true)),
    ...(await renderAll(EXAMPLES)).map((rendering) => check(rendering, validate, false)),
    ...(base === undefined ? [] : [comparison(base, chart)]),
    comparison(everything, wholeChart),
  ];
}

async function renderAll(folders: readonly string[]): Promise<Rendering[]> {
  const renderings: Rendering[] = [];
  for (const folder of folders) renderings.push(await kustomizeBuild(folder));
  return renderings;
}

async function allSwitches(): Promise<readonly string[]> {
  const camelCase = (name: string): string =>
    name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return (await componentFolders()).map((name) => `components.${camelCase(name)}=true`);
}

function check({ name, objects }: Rendering, validate: ObjectValidator, isComplete: boolean): Check {
  const problems = [...validate(objects), ...(isComplete ? brokenReferences(objects) : [])];
  return { name, objects: objects.length, kinds: new Set(objects.map(({ kind }) => kind)).size, problems };
}

function comparison(ours: Rendering, theirs: Rendering): Check {
  return {
    name: `${theirs.name} = ${ours.name}`,
    objects: ours.objects.length,
    kinds: new Set(ours.objects.map(({ kind }) => kind)).size,
    problems: differencesOf(ours, theirs),
  };
}
