import type { JsonObject, JsonValue } from '@patchbay/integration-contracts';

/** What a commit did to a file. */
export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

const MEMBERS = [
  ['added', 'added'],
  ['modified', 'changed'],
  ['removed', 'removed'],
] as const;

/** The files that each commit of a push touches, by the commit's SHA. */
export function filesByCommit(payload: JsonObject): ReadonlyMap<string, readonly FileChange[]> {
  const files = new Map<string, readonly FileChange[]>();
  for (const commit of listOf(payload['commits'])) {
    if (typeof commit !== 'object' || commit === null || Array.isArray(commit)) continue;
    const { id, ...members } = commit as JsonObject;
    if (typeof id === 'string') files.set(id, changesOf(members));
  }
  return files;
}

/** The same for the whole push: each file once, with what the last commit did to it. */
export function changedFiles(payload: JsonObject): readonly FileChange[] {
  const byPath = new Map<string, FileChange>();
  for (const changes of filesByCommit(payload).values()) {
    for (const change of changes) byPath.set(change.path, change);
  }
  return [...byPath.values()];
}

function changesOf(commit: JsonObject): readonly FileChange[] {
  return MEMBERS.flatMap(([member, change]) =>
    listOf(commit[member])
      .filter((path): path is string => typeof path === 'string')
      .map((path) => ({ path, change })),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
