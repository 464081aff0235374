import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { runCommand } from '../local-stack/run-command.ts';
import { goTool } from './go-tools.ts';
import { ManifestError } from './manifest-error.ts';

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** Manifests as a cluster would be given them. */
export interface Rendering {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

const K8S = resolve(import.meta.dirname, '../../k8s');
const CHART = join(K8S, 'helm/patchbay');
/** Helm asks no cluster for it, and knows none by itself. */
const KUBERNETES = ['--kube-version', '1.34.0'];
const EVERYTHING = resolve(K8S, '../.patchbay/everything');
const RENDER_MS = 5 * 60_000;

/** What `kustomize build` makes of a folder of `k8s`. @throws ManifestError with what kustomize says */
export function kustomizeBuild(folder: string): Promise<Rendering> {
  return build(join(K8S, folder), `kustomize build k8s/${folder}`);
}

/** The base with every component, which no overlay has: an Ingress and a Gateway. @throws ManifestError with what kustomize says */
export async function kustomizeEverything(): Promise<Rendering> {
  const from = (folder: string): string => relative(EVERYTHING, join(K8S, folder));
  const components = await componentFolders();
  await mkdir(EVERYTHING, { recursive: true });
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [from('base')],
    components: components.map((name) => from(`components/${name}`)),
  };
  await writeFile(join(EVERYTHING, 'kustomization.yaml'), stringify(kustomization));
  return build(EVERYTHING, 'kustomize build with every component');
}

async function build(folder: string, name: string): Promise<Rendering> {
  return { name, objects: objectsIn(await output(await goTool('kustomize'), ['build', folder])) };
}

/** What the chart makes of some switches, as of `components.monitoring=true`. @throws ManifestError with what Helm says */
export async function helmTemplate(switches: readonly string[] = []): Promise<Rendering> {
  const program = await goTool('helm');
  const flags = switches.flatMap((value) => ['--set', value]);
  const text = await output(program, ['template', 'patchbay', CHART, ...KUBERNETES, ...flags]);
  const title = switches.length === 0 ? 'with its defaults' : `with ${switches.length} switches`;
  return { name: `helm template ${title}`, objects: objectsIn(text) };
}

/** @throws ManifestError with what Helm finds wrong */
export async function helmLint(): Promise<void> {
  await output(await goTool('helm'), ['lint', '--strict', ...KUBERNETES, CHART]);
}

/** The folders of `k8s/components`, in an order that kustomize can take them in. */
export async function componentFolders(): Promise<readonly string[]> {
  return (await readdir(join(K8S, 'components'))).sort();
}

async function output(program: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(program, args, { timeoutMs: RENDER_MS });
  if (code === 0) return stdout;
  throw new ManifestError(`\`${args.join(' ')}\` failed:\n${`${stderr}${stdout}`.slice(-2000)}`);
}

function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}
