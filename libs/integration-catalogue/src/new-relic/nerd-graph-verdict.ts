import type { BodyVerdict, JsonObject, ResponseView } from '@patchbay/integration-contracts';
import { entriesAt, jsonAnswer } from '../answers/json-answer.ts';

/** Classes of errors that go by. Source: New Relic's client for Go, which tries again over these. */
const PASSING: ReadonlySet<unknown> = new Set(['TIMEOUT', 'SERVER_ERROR', 'INTERNAL_SERVER_ERROR']);

/** GraphQL tells of its failures in a 200, and a GUID that leads nowhere is no failure to it. */
export function nerdGraphVerdict(response: ResponseView): BodyVerdict {
  const [error] = entriesAt(response, 'errors');
  if (error !== undefined) {
    const { message, extensions } = error;
    const isRetryable = PASSING.has(memberOf(extensions, 'errorClass'));
    return {
      ok: false,
      isRetryable,
      reason: `New Relic refused it: ${typeof message === 'string' ? message : 'it does not say why'}`,
    };
  }
  return namesNoEntity(jsonAnswer(response))
    ? { ok: false, isRetryable: false, reason: 'New Relic knows no entity with this GUID' }
    : { ok: true };
}

/** The probe asks for `data.actor.entity`, which is null for a GUID that is not known. */
function namesNoEntity(answer: unknown): boolean {
  const actor = memberOf(memberOf(answer, 'data'), 'actor');
  return memberOf(actor, 'entity') === null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined;
}
