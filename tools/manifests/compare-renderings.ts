import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject, Rendering } from './render.ts';

const HASHED = ['ConfigMap', 'Secret'];
/** In the letters that kustomize writes hashes with: no word is taken for one. */
const HASH = /-[2456789bcdfghkmt]{10}$/;
const SHOWN_CHARACTERS = 80;
const CHECKSUM = 'checksum/settings';

/**
 * Lines on what one rendering has and the other has not, or otherwise. By design two things differ and are left out: kustomize rolls
 * pods by a hash in the names of ConfigMaps and Secrets, Helm by a checksum of them in an annotation.
 */
export function differencesOf(ours: Rendering, theirs: Rendering): readonly string[] {
  const left = byTitle(ours.objects);
  const right = byTitle(theirs.objects);
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((title) => {
    const [one, other] = [left.get(title), right.get(title)];
    if (one === undefined) return [`${title}: only in ${theirs.name}`];
    if (other === undefined) return [`${title}: only in ${ours.name}`];
    return fieldDifferences(one, other, title);
  });
}

function byTitle(objects: readonly KubernetesObject[]): Map<string, unknown> {
  const plainNames = new Map(
    objects
      .filter(({ kind, metadata }) => HASHED.includes(kind) && HASH.test(metadata.name))
      .map(({ metadata }) => [metadata.name, metadata.name.replace(HASH, '')]),
  );
  return new Map(
    objects.map((object) => {
      const plain = withoutHashes(object, plainNames) as KubernetesObject;
      return [`${plain.kind} ${plain.metadata.name}`, plain];
    }),
  );
}

function withoutHashes(value: unknown, plainNames: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return plainNames.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withoutHashes(item, plainNames));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== CHECKSUM)
      .map(([key, inner]) => [key, withoutHashes(inner, plainNames)]),
  );
}

function fieldDifferences(one: unknown, other: unknown, path: string): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isRecord(one) || !isRecord(other)) {
    return [`${path}: ${shown(one)} and ${shown(other)}`];
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => fieldDifferences(one[key], other[key], `${path}.${key}`));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, SHOWN_CHARACTERS);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
