import type { ErrorCode } from '@patchbay/integration-contracts';
import type { Exchange, HeaderValues, OutgoingRequest } from '@patchbay/service-kit/outbound';

const STARTED_AT = 1_700_000_000_000;

/** An answer that came after 5 ms. */
export function answered(status: number, body = '', headers: HeaderValues = {}): Exchange {
  const answer = { status, headers, body: Buffer.from(body), isCut: false };
  return { startedAt: STARTED_AT, durationMs: 5, answer, failure: undefined };
}

/** No answer, for the reason given. */
export function unanswered(code: ErrorCode, message: string = code): Exchange {
  return { startedAt: STARTED_AT, durationMs: 5, answer: undefined, failure: { code, message } };
}

export function anOutgoingRequest(changes: Partial<OutgoingRequest> = {}): OutgoingRequest {
  const url = new URL('https://hooks.example.com/in');
  const { origin } = changes.url ?? url;
  return { method: 'POST', url, origin, headers: {}, body: '{}', verifyTls: true, ...changes };
}
