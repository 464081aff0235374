import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What YAML can hold and JSON too. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface ManifestFile {
  /** Folder in `k8s/components`; undefined for what is in the base. */
  readonly component: string | undefined;
  /** Tells it from all others: `dispatcher-deployment`, `network-policies-dns`. */
  readonly name: string;
  readonly manifest: JsonObject;
}

const PART_OF: JsonObject = { 'app.kubernetes.io/part-of': 'patchbay' };

/** Folders of `k8s/components`, each of which an installation may have or not. */
export function componentNames(root: string): readonly string[] {
  return readdirSync(join(root, 'k8s/components')).sort();
}

/** Every manifest that the base and the components list, the base's with the labels of kustomize. What is generated is not read from disk. */
export function readManifestFiles(
  root: string,
  generated: ReadonlyMap<string, string>,
): readonly ManifestFile[] {
  const read = (path: string): string => generated.get(path) ?? readFileSync(join(root, path), 'utf8');
  const base = manifestsIn(read, 'k8s/base', undefined);
  return [
    ...base.map((file) => ({ ...file, manifest: withLabels(file.manifest) })),
    ...componentNames(root).flatMap((component) =>
      manifestsIn(read, `k8s/components/${component}`, component),
    ),
  ];
}

/** `NAME=value` lines, as kustomize reads them. */
export function readEnvironmentFile(root: string, path: string): JsonObject {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return Object.fromEntries(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const separator = line.indexOf('=');
        return [line.slice(0, separator), line.slice(separator + 1)];
      }),
  );
}

/** Narrows what was parsed. @throws TypeError for anything but an object */
export function objectOf(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('not an object');
  return value as JsonObject;
}

/** Narrows what was parsed. @throws TypeError for anything but text */
export function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new TypeError('not text');
  return value;
}

function manifestsIn(
  read: (path: string) => string,
  folder: string,
  component: string | undefined,
): ManifestFile[] {
  const kustomization = parse(read(`${folder}/kustomization.yaml`)) as {
    readonly resources?: readonly string[];
  };
  // Whole folders, dashboards and alerts, are not manifests: they become some.
  const paths = (kustomization.resources ?? []).filter((path) => path.endsWith('.yaml'));
  return paths.map((path) => ({
    component,
    name: [component, path.replace('.yaml', '').replaceAll('/', '-')].filter(Boolean).join('-'),
    manifest: parse(read(`${folder}/${path}`)) as JsonObject,
  }));
}

function withLabels(manifest: JsonObject): JsonObject {
  const spec = manifest['spec'] === undefined ? undefined : objectOf(manifest['spec']);
  const labelled = { ...manifest, metadata: labelledMetadata(manifest['metadata']) };
  if (spec?.['template'] === undefined) return labelled;
  const template = objectOf(spec['template']);
  return {
    ...labelled,
    spec: { ...spec, template: { ...template, metadata: labelledMetadata(template['metadata']) } },
  };
}

function labelledMetadata(metadata: Json | undefined): JsonObject {
  const known = objectOf(metadata);
  return { ...known, labels: { ...objectOf(known['labels'] ?? {}), ...PART_OF } };
}

/** Names of the files in a folder of `k8s` that end so, sorted; none when the folder isn't there. */
export function filesEnding(root: string, folder: string, ending: string): readonly string[] {
  const place = join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .sort();
}
