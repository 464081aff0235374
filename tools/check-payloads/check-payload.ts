import { openEnvelope, parseEvent } from '@patchbay/integration-contracts';
import type { ParsedEvent, Trigger } from '@patchbay/integration-contracts';
import { buildRequests, eventFor } from './build-requests.ts';
import type { Candidate } from './build-requests.ts';

/** What one integration made of one event. */
interface Attempt {
  readonly integration: string;
  readonly trigger: Trigger;
  /** Requests built; 0 when it had nothing to send. */
  readonly requests: number;
  /** What went wrong, where something did. */
  readonly failure?: string;
}

/** What became of one payload. */
export type PayloadResult =
  | { readonly kind: 'event'; readonly triggers: readonly Trigger[]; readonly attempts: readonly Attempt[] }
  | { readonly kind: 'unclassified' | 'unreadable'; readonly detail: string }
  | { readonly kind: 'crashed'; readonly failure: string };

/** Classifies a payload and builds the requests of every integration that supports one of its triggers. Never throws. */
export function checkPayload(bytes: Uint8Array, candidates: readonly Candidate[]): PayloadResult {
  try {
    const opened = openEnvelope(bytes, {});
    if (opened.kind === 'invalid') return { kind: 'unreadable', detail: opened.detail };
    const parsed = parseEvent(opened.body, opened);
    if (parsed.kind === 'invalid') return { kind: 'unreadable', detail: parsed.detail };
    if (parsed.kind === 'unclassified') return { kind: 'unclassified', detail: parsed.detail };
    return checkEvent(parsed.event, opened.body, candidates);
  } catch (error) {
    return { kind: 'crashed', failure: sentenceOf(error) };
  }
}

function checkEvent(event: ParsedEvent, body: Uint8Array, candidates: readonly Candidate[]): PayloadResult {
  const triggers = [event.facts.trigger, ...event.facts.also];
  const attempts = triggers.flatMap((trigger) => {
    const input = eventFor(event, body, trigger);
    return candidates
      .filter(({ definition }) => definition.events.supported.includes(trigger))
      .map((candidate): Attempt => {
        const attempt = { integration: candidate.definition.name, trigger };
        try {
          return { ...attempt, requests: buildRequests(candidate, input).length };
        } catch (error) {
          return { ...attempt, requests: 0, failure: sentenceOf(error) };
        }
      });
  });
  return { kind: 'event', triggers, attempts };
}

/** What was thrown, in one line. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
