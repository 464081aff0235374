import type { JsonObject } from '../json.ts';
import { count, firstLine, object, objectOrEmpty, text, url } from '../parse/read.ts';
import { commitOf, shortSha } from './parts.view.ts';

/** What was commented on, reacted to, or contains a mention. */
export interface TargetView {
  /** `Issue`, `MergeRequest`, `Commit`, `Snippet`, or another class name as sent. */
  readonly type: string | undefined;
  readonly iid: number | undefined;
  readonly title: string | undefined;
  /** `#1`, `!1`, `$1`, or the short SHA. */
  readonly reference: string | undefined;
  readonly url: string | undefined;
}

// The member beside the comment that holds its target, and the character that GitLab's references to it begin with.
const ITEMS: readonly (readonly [member: string, type: string, sigil: string])[] = [
  ['merge_request', 'MergeRequest', '!'],
  ['issue', 'Issue', '#'],
  ['work_item', 'WorkItem', '#'],
  ['epic', 'Epic', '&'],
];

/** Reads the target that stands beside a comment or reaction. */
export function targetOf(payload: JsonObject): TargetView {
  const type = text(objectOrEmpty(payload['object_attributes'])['noteable_type']);
  for (const [member, itemType, sigil] of ITEMS) {
    const item = object(payload[member]);
    if (item !== undefined) return itemTarget(item, type ?? itemType, sigil);
  }
  const snippet = object(payload['snippet']) ?? object(payload['project_snippet']);
  if (snippet !== undefined) return snippetTarget(snippet, type);
  return commitTarget(payload, type);
}

/** A target that is an issue, merge request or the like itself. */
export function itemTarget(item: JsonObject, type: string | undefined, sigil: string): TargetView {
  const iid = count(item['iid']);
  const reference = iid === undefined ? undefined : `${sigil}${iid}`;
  return { type, iid, title: firstLine(item['title']), reference, url: url(item['url']) };
}

function snippetTarget(snippet: JsonObject, type: string | undefined): TargetView {
  const id = count(snippet['id']);
  const reference = id === undefined ? undefined : `$${id}`;
  return {
    type: type ?? 'Snippet',
    iid: undefined,
    title: firstLine(snippet['title']),
    reference,
    url: url(snippet['url']),
  };
}

function commitTarget(payload: JsonObject, type: string | undefined): TargetView {
  const commit = commitOf(object(payload['commit']));
  const sha = commit?.id ?? text(objectOrEmpty(payload['object_attributes'])['commit_id']);
  return {
    type: type ?? (commit === undefined ? undefined : 'Commit'),
    iid: undefined,
    title: commit?.title,
    reference: sha === undefined ? undefined : shortSha(sha),
    url: commit?.url,
  };
}
