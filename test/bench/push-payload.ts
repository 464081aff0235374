import { createHash } from 'node:crypto';
import { SAMPLES } from '@patchbay/integration-contracts';

const FIRST_PROJECT = 1042;
const COMMIT_SHA = /[0-9a-f]{40}/g;
const sample = SAMPLES.push as Readonly<Record<string, unknown>> & { readonly project: object };
const textByProject = new Map<number, string>();

export function projectIds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => FIRST_PROJECT + index);
}

/** A push of 2 KB. Commits differ from one seed to the next, or compression would make the events smaller than real ones. */
export function pushPayload(projectId: number, seed: string): string {
  const hashes = new Map<string, string>();
  return textOf(projectId).replaceAll(COMMIT_SHA, (sha) => {
    const hash = hashes.get(sha) ?? createHash('sha1').update(seed).update(sha).digest('hex');
    hashes.set(sha, hash);
    return hash;
  });
}

function textOf(projectId: number): string {
  const known = textByProject.get(projectId);
  if (known !== undefined) return known;
  const { project } = sample;
  const text = JSON.stringify({ ...sample, project_id: projectId, project: { ...project, id: projectId } });
  textByProject.set(projectId, text);
  return text;
}
