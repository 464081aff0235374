import type { BodyVerdict, ResponseView } from '@patchbay/integration-contracts';
import { entriesAt } from '../answers/json-answer.ts';

const PASSING: ReadonlySet<unknown> = new Set(['InternalFailure', 'ThrottlingException']);

/** Each entry has an outcome of its own; the request succeeds whatever it is. Source: EventBridge, "PutEventsResultEntry". */
export function putEventsVerdict(response: ResponseView): BodyVerdict {
  const [answer] = entriesAt(response);
  const failures = Number(answer?.['FailedEntryCount'] ?? 0);
  if (!(failures > 0)) return { ok: true };
  const code = entriesAt(response, 'Entries')[0]?.['ErrorCode'];
  const reason = `EventBridge refused the event: ${typeof code === 'string' ? code : 'without a reason'}`;
  return { ok: false, isRetryable: PASSING.has(code), reason };
}
