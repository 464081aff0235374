import type { ErrorCode } from '@patchbay/integration-contracts';
import { EgressRefusedError } from '@patchbay/service-kit/outbound';

const TIMEOUTS: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
/** What undici will not put on the wire, such as a header value with a line break: no repetition makes it better. */
const BAD_REQUESTS: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);
/** What undici says of a proxy that wants other credentials, under the code for bad requests; the operator may mend it. */
const PROXY_REFUSAL = /^Proxy Authentication Required/;
const DNS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL']);
const TLS =
  /^(?:ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** The call took longer than the worker allows. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** What may hang on a thrown value; errors of other realms are no instances of ours. */
interface ErrorLike {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly message?: unknown;
  /** Of an aggregate: one for each address that was tried. */
  readonly errors?: unknown;
}

/** Why there is no answer, as a code of the error table. */
export function failureCode(error: unknown): ErrorCode {
  for (const cause of causesOf(error)) {
    if (cause instanceof EgressRefusedError) return 'egress_refused';
    if (cause instanceof DeadlineError) return 'timed_out';
    const code = typeof cause.code === 'string' ? cause.code : '';
    if (TIMEOUTS.has(code)) return 'timed_out';
    if (BAD_REQUESTS.has(code)) return isProxyRefusal(cause) ? 'connection_failed' : 'definition_failed';
    if (DNS.has(code)) return 'dns_failed';
    if (TLS.test(code)) return 'tls_failed';
  }
  return 'connection_failed';
}

function isProxyRefusal({ message }: ErrorLike): boolean {
  return typeof message === 'string' && PROXY_REFUSAL.test(message);
}

function* causesOf(error: unknown): Generator<ErrorLike> {
  for (let cause = error; isErrorLike(cause); cause = cause.cause) {
    yield cause;
    if (Array.isArray(cause.errors)) yield* cause.errors.filter(isErrorLike);
  }
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null;
}
