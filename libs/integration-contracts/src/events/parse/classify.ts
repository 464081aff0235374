import type { JsonObject } from '../json.ts';
import { object, objectOrEmpty, text } from './read.ts';
import type { Trigger } from '../triggers.ts';

/**
 * `X-Gitlab-Event` values → the `object_kind` that such a payload carries. Only asked when the payload names no kind.
 * "System Hook" is not among them: it stands for every system hook.
 */
const KIND_OF_HOOK: ReadonlyMap<string, string> = new Map([
  ['push hook', 'push'],
  ['tag push hook', 'tag_push'],
  ['issue hook', 'issue'],
  ['confidential issue hook', 'confidential_issue'],
  ['note hook', 'note'],
  ['confidential note hook', 'confidential_note'],
  ['merge request hook', 'merge_request'],
  ['job hook', 'build'],
  ['build hook', 'build'],
  ['pipeline hook', 'pipeline'],
  ['wiki page hook', 'wiki_page'],
  ['deployment hook', 'deployment'],
  ['release hook', 'release'],
  ['feature flag hook', 'feature_flag'],
  ['emoji hook', 'emoji'],
  ['milestone hook', 'milestone'],
  ['resource access token hook', 'access_token'],
  ['vulnerability hook', 'vulnerability'],
]);

/** Families of system and group hooks, by `event_name`. GitLab adds names to them, so they are told by their shape. */
const FLAT_FAMILIES: readonly (readonly [RegExp, Trigger])[] = [
  [/^user_\w+_(?:to|from|for)_/, 'member'],
  [/^project_/, 'project'],
  [/^subgroup_/, 'subgroup'],
  [/^(?:user|key|group)_|^repository_update$|^gitlab_subscription_/, 'system'],
  // Patchbay's own, to operators: a delivery like all others, so workers read it as they read those.
  [/^integration_health$/, 'system'],
];

/** What an open trigger becomes when only the hook's name says that the item is confidential. */
const CLOSED: Partial<Record<Trigger, Trigger>> = {
  issue: 'confidential_issue',
  work_item: 'confidential_work_item',
  comment: 'confidential_note',
};

/** The trigger of a payload; `undefined` when nothing in it, nor the hook's name, says one that is known. */
export function triggerOf(payload: JsonObject, hookName?: string): Trigger | undefined {
  const trigger = fromPayload(payload, hookName);
  const isClosed = trigger !== undefined && hookName !== undefined && /^confidential /i.test(hookName);
  return isClosed ? (CLOSED[trigger] ?? trigger) : trigger;
}

function fromPayload(payload: JsonObject, hookName: string | undefined): Trigger | undefined {
  const named = text(payload['object_kind']) ?? text(payload['event_name']);
  if (named !== undefined) return fromKind(named, payload) ?? fromFlatName(named);
  const hook = hookName === undefined ? undefined : KIND_OF_HOOK.get(hookName.trim().toLowerCase());
  return hook === undefined ? fromShape(payload) : fromKind(hook, payload);
}

// A switch over constants: this runs for every event, and V8 compares internalised strings by address.
function fromKind(kind: string, payload: JsonObject): Trigger | undefined {
  switch (kind) {
    case 'push':
      return text(payload['ref'])?.startsWith('refs/tags/') === true ? 'tag_push' : 'push';
    case 'issue':
      return isConfidential(payload, 'confidential_issue') ? 'confidential_issue' : 'issue';
    case 'work_item':
      return isConfidential(payload, 'confidential_work_item') ? 'confidential_work_item' : 'work_item';
    case 'note':
      return isConfidentialNote(payload) ? 'confidential_note' : 'comment';
    case 'build':
    case 'job':
      return 'job';
    case 'group_mention':
      return payload['event_type'] === 'group_confidential_mention'
        ? 'group_confidential_mention'
        : 'group_mention';
    case 'tag_push':
    case 'merge_request':
    case 'pipeline':
    case 'deployment':
    case 'wiki_page':
    case 'alert':
    case 'vulnerability':
    case 'incident':
    case 'release':
    case 'emoji':
    case 'milestone':
    case 'feature_flag':
    case 'access_token':
    case 'archive_trace':
    case 'confidential_issue':
    case 'confidential_work_item':
    case 'confidential_note':
      return kind;
    default:
      return undefined;
  }
}

function fromFlatName(name: string): Trigger | undefined {
  return FLAT_FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Some senders, and GitLab's first releases, name no kind at all; then only the members can tell. */
function fromShape(payload: JsonObject): Trigger | undefined {
  const has = (holder: JsonObject, ...names: readonly string[]) =>
    names.every((name) => text(holder[name]) !== undefined);
  if (has(payload, 'before', 'after', 'ref')) return fromKind('push', payload);
  const attributes = object(payload['object_attributes']);
  if (attributes === undefined) return undefined;
  if (has(attributes, 'status', 'ref')) return 'pipeline';
  if (!has(attributes, 'iid', 'state')) return undefined;
  return has(attributes, 'source_branch') ? 'merge_request' : fromKind('issue', payload);
}

/** Newer GitLab says it in `event_type`, older only on the item. Either is enough: the safe side is the closed one. */
function isConfidential(payload: JsonObject, eventType: string): boolean {
  return (
    payload['event_type'] === eventType ||
    objectOrEmpty(payload['object_attributes'])['confidential'] === true
  );
}

function isConfidentialNote(payload: JsonObject): boolean {
  const eventType = text(payload['event_type']);
  if (eventType !== undefined) return eventType === 'confidential_note';
  const { confidential, internal } = objectOrEmpty(payload['object_attributes']);
  return (
    objectOrEmpty(payload['issue'])['confidential'] === true || confidential === true || internal === true
  );
}
