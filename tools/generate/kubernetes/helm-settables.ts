import { expression, replaceAt } from './helm-template.ts';
import { objectOf, textOf } from './manifest-files.ts';
import type { Json, JsonObject, ManifestFile } from './manifest-files.ts';

/** Something that values.yaml decides: which place in which manifests, under which name. */
interface Settable {
  readonly kind: string;
  readonly path: readonly (string | number)[];
  /** Path in the values; `*` stands for the service. */
  readonly value: string;
  /** How a block is indented; absent for plain values. */
  readonly indent?: number;
  /** Written with quotes, since the value must stay text. */
  readonly isQuoted?: boolean;
}

const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];
const SETTABLES: readonly Settable[] = [
  { kind: 'Deployment', path: ['spec', 'replicas'], value: '*.replicas' },
  { kind: 'Deployment', path: [...CONTAINER, 'resources'], value: '*.resources', indent: 12 },
  { kind: 'HorizontalPodAutoscaler', path: ['spec', 'minReplicas'], value: '*.minReplicas' },
  { kind: 'HorizontalPodAutoscaler', path: ['spec', 'maxReplicas'], value: '*.maxReplicas' },
  { kind: 'ScaledObject', path: ['spec', 'minReplicaCount'], value: '*.minReplicas' },
  { kind: 'ScaledObject', path: ['spec', 'maxReplicaCount'], value: '*.maxReplicas' },
  {
    kind: 'ScaledObject',
    path: ['spec', 'triggers', 0, 'metadata', 'lagThreshold'],
    value: '*.lagThreshold',
    isQuoted: true,
  },
  { kind: 'Ingress', path: ['spec', 'ingressClassName'], value: 'ingress.className' },
  { kind: 'Ingress', path: ['spec', 'tls', 0, 'hosts', 0], value: 'ingress.host' },
  { kind: 'Ingress', path: ['spec', 'tls', 0, 'secretName'], value: 'ingress.secretName' },
  { kind: 'Ingress', path: ['spec', 'rules', 0, 'host'], value: 'ingress.host' },
  { kind: 'Gateway', path: ['spec', 'gatewayClassName'], value: 'gateway.className' },
  { kind: 'Gateway', path: ['spec', 'listeners', 0, 'hostname'], value: 'gateway.host' },
  {
    kind: 'Gateway',
    path: ['spec', 'listeners', 0, 'tls', 'certificateRefs', 0, 'name'],
    value: 'gateway.secretName',
  },
  { kind: 'HTTPRoute', path: ['spec', 'hostnames', 0], value: 'gateway.host' },
];

export interface Settled {
  readonly manifest: JsonObject;
  /** By path in the values, what the manifest had there. */
  readonly defaults: readonly (readonly [path: string, value: Json])[];
}

/** Puts expressions in the places that values decide, and takes what was there as their defaults. */
export function settle({ manifest }: ManifestFile): Settled {
  const service = camelCase(nameOf(manifest));
  const found: [string, Json][] = [];
  let result: Json = manifest;
  for (const { kind, path, value, indent, isQuoted } of SETTABLES) {
    if (manifest['kind'] !== kind) continue;
    const name = value.replace('*', service);
    const code = `.Values.${name}`;
    const filter = indent === undefined ? '' : ` | nindent ${indent}`;
    const whole = isQuoted === true ? `${code} | quote` : `${filter === '' ? '' : 'toYaml '}${code}${filter}`;
    const change = replaceAt(result, path, expression(whole));
    result = change.value;
    found.push([name, change.replaced]);
  }
  return { manifest: withImages(objectOf(result)), defaults: found };
}

/** The pods of the Deployments roll when settings change, as those of kustomize do by the names of their ConfigMaps. */
function withImages(manifest: JsonObject): JsonObject {
  if (manifest['kind'] !== 'Deployment' && manifest['kind'] !== 'Job') return manifest;
  const imagePath = [...CONTAINER, 'image'];
  const { replaced } = replaceAt(manifest, imagePath, '');
  const name = textOf(replaced).split('/').at(-1) ?? '';
  const image = `printf "%s/${name}:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion)`;
  const withImage = objectOf(replaceAt(manifest, imagePath, expression(image)).value);
  if (manifest['kind'] === 'Job') return withImage;
  const annotationsPath = ['spec', 'template', 'metadata', 'annotations'];
  const known = objectOf(replaceAt(manifest, annotationsPath, '').replaced);
  const checksum = expression('include (print $.Template.BasePath "/settings.yaml") . | sha256sum | quote');
  return objectOf(replaceAt(withImage, annotationsPath, { ...known, 'checksum/settings': checksum }).value);
}

export function nameOf(manifest: JsonObject): string {
  return textOf(objectOf(manifest['metadata'])['name']);
}

/** `delivery-worker` → `deliveryWorker`: Helm's values can't be reached through a hyphen. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
