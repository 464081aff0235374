import type { BodyVerdict, ErrorCode, ResponseView } from '@patchbay/integration-contracts';
import { errorEntry } from '@patchbay/integration-contracts';
import type { Exchange } from '@patchbay/service-kit/outbound';

/** How an exchange is taken: `reason` is a code of the error table, or `http_<status>`. */
export type Verdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'retryable'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'final'; readonly reason: string };

/** Statuses below 500 that say "not now". */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);
const OK: Verdict = { kind: 'ok' };

/** @param judgeBody the definition's own reading of a 2xx */
export function verdictOf(
  exchange: Exchange,
  judgeBody: (response: ResponseView) => BodyVerdict,
  now: number,
): Verdict {
  const { answer, failure } = exchange;
  if (answer === undefined) return ofFailure(failure?.code ?? 'connection_failed');
  const { status } = answer;
  if (status >= 200 && status < 300) return ofBody(judgeBody(responseView(answer)));
  if (status >= 500 || RETRYABLE.has(status)) {
    return {
      kind: 'retryable',
      reason: `http_${status}`,
      retryAfterMs: retryAfter(answer.headers['retry-after'], now),
    };
  }
  return { kind: 'final', reason: status === 410 ? 'gone' : `http_${status}` };
}

/**
 * Whether an exchange speaks against the origin itself, as its breaker counts. A 429, or a 200 that says no, concerns one caller,
 * and others share the origin: a chat's, with all teams.
 */
export function isOriginFailure({ answer, failure }: Exchange): boolean {
  if (answer !== undefined) return answer.status >= 500;
  // A receiver's server that says not now, as greylisting does, says nothing about the operator's one; nor does the server that
  // gives out tokens about the origin that takes them.
  if (failure?.code === 'mail_deferred' || failure?.code === 'oauth_failed') return false;
  return errorEntry(failure?.code ?? 'connection_failed').retry === 'later';
}

export function responseView({
  status,
  headers,
  body,
}: {
  status: number;
  headers: ResponseView['headers'];
  body: Buffer;
}): ResponseView {
  return { status, headers, body: body.toString() };
}

function ofFailure(code: ErrorCode): Verdict {
  return errorEntry(code).retry === 'later'
    ? { kind: 'retryable', reason: code }
    : { kind: 'final', reason: code };
}

function ofBody(judged: BodyVerdict): Verdict {
  if (judged.ok) return OK;
  return { kind: judged.isRetryable ? 'retryable' : 'final', reason: `refused_by_body: ${judged.reason}` };
}

/** RFC 9110 §10.2.3: seconds, or an HTTP date. */
function retryAfter(header: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
