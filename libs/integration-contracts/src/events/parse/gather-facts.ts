import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { groupPathFromUrl, parentPath, projectPathOf } from './project-path.ts';
import { count, flag, isNullSha, object, objectOrEmpty, objects, text } from './read.ts';
import type { Trigger } from '../triggers.ts';

/** What the publisher said beside the payload, for kinds that do not say it themselves. */
export interface PlaceHint {
  readonly projectId?: number | undefined;
  readonly projectPath?: string | undefined;
  readonly groupPath?: string | undefined;
}

const NONE: readonly never[] = [];
const WITH_COMMIT: readonly Trigger[] = ['commit'];
const WITH_INCIDENT: readonly Trigger[] = ['incident'];

/** Reads the facts of a payload whose trigger is known. Costs about a microsecond; copies nothing. */
export function gatherFacts(payload: JsonObject, trigger: Trigger, hint: PlaceHint): EventFacts {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const ref = refOf(payload, attributes, trigger);
  const isTag =
    trigger === 'tag_push' || trigger === 'release' || (attributes['tag'] ?? payload['tag']) === true;
  const itemType = text(attributes['type']);
  return {
    trigger,
    also: alsoOf(payload, trigger, itemType),
    objectKind: text(payload['object_kind']) ?? text(payload['event_name']) ?? '',
    eventName: text(payload['event_name']) ?? text(payload['event_type']),
    ...placeOf(payload, attributes, { trigger, hint }),
    ref,
    isTag: isTag && ref !== undefined,
    // Pipelines of merge requests run on refs such as refs/merge-requests/1/merge, which are neither.
    isBranch: ref !== undefined && !isTag && !ref.startsWith('refs/'),
    isProtectedRef: flag(payload['ref_protected']) ?? flag(attributes['protected_ref']),
    labels: labelsOf(payload, attributes),
    action: actionOf(payload, attributes, trigger),
    status: statusOf(payload, attributes),
    isConfidential: isConfidential(trigger, attributes),
    itemType,
    refStatusName: text(attributes['ref_status_name']),
  };
}

type Place = Pick<EventFacts, 'projectId' | 'projectPath' | 'groupPath' | 'defaultBranch'>;

function placeOf(
  payload: JsonObject,
  attributes: JsonObject,
  { trigger, hint }: { trigger: Trigger; hint: PlaceHint },
): Place {
  // A mention concerns the group that was mentioned, wherever the project lies in which it was written.
  if (trigger === 'group_mention' || trigger === 'group_confidential_mention')
    return mentionedPlace(payload, hint);
  const project = objectOrEmpty(payload['project']);
  const projectPath = projectPathOf(payload) ?? hint.projectPath;
  return {
    projectId:
      count(project['id']) ??
      count(payload['project_id']) ??
      count(attributes['project_id']) ??
      count(attributes['target_project_id']) ??
      hint.projectId,
    projectPath,
    groupPath: projectPath === undefined ? groupPathOf(payload, attributes, hint) : parentPath(projectPath),
    defaultBranch: text(project['default_branch']),
  };
}

function mentionedPlace(payload: JsonObject, hint: PlaceHint): Place {
  const mentioned = objectOrEmpty(payload['mentioned']);
  const groupPath = text(mentioned['name']) ?? hint.groupPath;
  return { projectId: undefined, projectPath: undefined, groupPath, defaultBranch: undefined };
}

/**
 * `group_path` of member hooks is left aside on purpose: it is only the group's last segment, so `acme/security` would
 * pass for a top-level group `security` and its events would reach strangers. The publisher can name the group instead.
 */
function groupPathOf(payload: JsonObject, attributes: JsonObject, hint: PlaceHint): string | undefined {
  const named = text(objectOrEmpty(payload['group'])['full_path']) ?? text(payload['full_path']);
  return named ?? groupPathFromUrl(text(attributes['url'])) ?? hint.groupPath;
}

function refOf(payload: JsonObject, attributes: JsonObject, trigger: Trigger): string | undefined {
  if (trigger === 'release') return text(payload['tag']);
  const ref = text(payload['ref']) ?? text(attributes['ref']);
  if (ref?.startsWith('refs/') !== true) return ref;
  return ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/')
    ? ref.slice(ref.indexOf('/', 5) + 1)
    : ref;
}

function alsoOf(payload: JsonObject, trigger: Trigger, itemType: string | undefined): readonly Trigger[] {
  if (trigger === 'push') {
    const commits = payload['commits'];
    const hasCommits = Array.isArray(commits) && commits.length > 0;
    return hasCommits && !isNullSha(payload['after']) ? WITH_COMMIT : NONE;
  }
  // GitLab hands integrations an incident a second time under its own kind; its webhooks send it only once.
  return itemType === 'Incident' && trigger !== 'incident' ? WITH_INCIDENT : NONE;
}

function labelsOf(payload: JsonObject, attributes: JsonObject): readonly string[] {
  const subject =
    object(payload['issue']) ?? object(payload['merge_request']) ?? object(payload['work_item']);
  const labels = [payload['labels'], subject?.['labels'], attributes['labels']].find(Array.isArray);
  if (labels === undefined || labels.length === 0) return NONE;
  return objects(labels)
    .map((label) => text(label['title']) ?? text(label['name']))
    .filter((title) => title !== undefined);
}

function actionOf(payload: JsonObject, attributes: JsonObject, trigger: Trigger): string | undefined {
  const action = text(attributes['action']) ?? text(payload['action']);
  // Reactions say award or revoke there since their first release, and in `action` only since a later one.
  return action ?? (trigger === 'emoji' ? text(payload['event_type']) : undefined);
}

function statusOf(payload: JsonObject, attributes: JsonObject): string | undefined {
  return (
    text(attributes['status']) ??
    text(attributes['state']) ??
    text(payload['build_status']) ??
    text(payload['job_status']) ??
    text(payload['status'])
  );
}

function isConfidential(trigger: Trigger, attributes: JsonObject): boolean {
  return trigger.includes('confidential') || attributes['confidential'] === true;
}
