import type { Classification, UnclassifiedEvent } from '../classification.ts';
import { triggerOf } from './classify.ts';
import { gatherFacts } from './gather-facts.ts';
import type { PlaceHint } from './gather-facts.ts';
import type { JsonObject } from '../json.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { text } from './read.ts';

/** What is known about a payload beside its bytes. An opened envelope fits. */
export interface EventHint extends PlaceHint {
  /** The `X-Gitlab-Event` header; decides the kind of payloads that do not name it. */
  readonly gitlabEvent?: string | undefined;
  /** Levels of nesting that are let through; 100 unless told, about ten times what GitLab sends. */
  readonly maxDepth?: number | undefined;
}

const MAX_DEPTH = 100;
const NO_HINT: EventHint = {};

/**
 * Understands one GitLab payload. Never throws, whatever the bytes are: what can't be used comes back with the reason.
 * Costs little more than `JSON.parse` itself.
 */
export function parseEvent(raw: Uint8Array | string, hint: EventHint = NO_HINT): Classification {
  const parsed = parseJsonObject(raw, hint.maxDepth ?? MAX_DEPTH);
  return parsed.kind === 'invalid' ? parsed : classifyPayload(parsed.value, hint);
}

function classifyPayload(payload: JsonObject, hint: EventHint): Classification {
  const trigger = triggerOf(payload, hint.gitlabEvent);
  if (trigger === undefined) return unclassified(payload, hint.gitlabEvent);
  return { kind: 'event', event: { facts: gatherFacts(payload, trigger, hint), payload } };
}

function unclassified(payload: JsonObject, hookName: string | undefined): UnclassifiedEvent {
  const [member, objectKind] = ['object_kind', 'event_name']
    .map((name) => [name, text(payload[name])] as const)
    .find(([, value]) => value !== undefined) ?? ['object_kind', undefined];
  if (objectKind !== undefined) {
    const detail = `${member} ${quote(objectKind)} is none that Patchbay knows; send an event of GitLab's, or ignore this one`;
    return { kind: 'unclassified', reason: 'unclassified', detail, objectKind };
  }
  const header =
    hookName === undefined
      ? 'there is no x-gitlab-event header'
      : `x-gitlab-event ${quote(hookName)} names none either`;
  const detail = `the payload has neither object_kind nor event_name, and ${header}; send the payload as GitLab does`;
  return { kind: 'unclassified', reason: 'unclassified', detail };
}

// Kinds are short words; whatever else stands in their place must not flood a log line.
function quote(word: string): string {
  return JSON.stringify(word.length > 64 ? `${word.slice(0, 64)}…` : word);
}
