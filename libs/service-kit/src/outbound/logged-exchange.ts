import { MASK } from '@patchbay/integration-contracts';
import type { AttemptDocument, SecretMask } from '@patchbay/integration-contracts';
import type { Exchange, HeaderValues, OutgoingCall, Transfer } from './exchange.ts';

/** How a request is kept. */
export interface LogOptions {
  /** Of a request's body, and of an answer's. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Tells one secret address from another without telling what it is. */
  readonly fingerprint: (text: string) => string;
}

/** Headers whose value is always a secret, whoever set them. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-gitlab-token',
  'cookie',
  'set-cookie',
  'x-hub-signature-256',
  'webhook-signature',
  'x-amz-security-token',
]);
/** As many headers of an answer are kept, each cut to so many characters. */
const MAX_HEADERS = 50;
const MAX_HEADER_CHARACTERS = 1024;
const OPERATORS = /[.$]/;

/** What the log keeps of a single exchange. */
export type LoggedParts = Pick<AttemptDocument, 'at' | 'durationMs' | 'request'> &
  Partial<Pick<AttemptDocument, 'response' | 'error' | 'isConnectionReused' | 'remoteAddress'>>;

/** A request and what came back, as the log keeps them: secrets masked, bodies cut. */
export function loggedExchange(
  { method, url, headers, body, shownUrl, secretHeaders }: OutgoingCall,
  { startedAt, durationMs, transfer, answer, failure }: Exchange,
  mask: SecretMask,
  options: LogOptions,
): LoggedParts {
  return {
    at: new Date(startedAt),
    durationMs,
    request: {
      method,
      ...addressOf(url.href, shownUrl ?? url.href, { mask, ...options }),
      headers: maskedHeaders(headers, mask, secretHeaders),
      ...cut(mask, bytesOf(body), options.requestBytes),
    },
    ...(answer === undefined
      ? {}
      : {
          response: {
            status: answer.status,
            headers: maskedAnswerHeaders(answer.headers, mask),
            ...cut(mask, answer.body, options.responseBytes, answer.isCut),
          },
        }),
    ...(transfer === undefined ? {} : wayOf(transfer)),
    ...(failure === undefined ? {} : { error: mask.text(failure.message) }),
  };
}

function wayOf({ isConnectionReused, remoteAddress }: Transfer): Partial<LoggedParts> {
  return {
    ...(isConnectionReused !== undefined && { isConnectionReused }),
    ...(remoteAddress !== undefined && { remoteAddress }),
  };
}

/** Where nothing is hidden, the address itself says whether it is another one. */
function addressOf(
  url: string,
  toShow: string,
  { mask, fingerprint }: Pick<LogOptions, 'fingerprint'> & { readonly mask: SecretMask },
): { url: string; urlFingerprint?: string } {
  const shown = mask.text(toShow);
  return shown === url ? { url } : { url: shown, urlFingerprint: fingerprint(url) };
}

function bytesOf(body: string | Uint8Array | undefined): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
}

/** Masks before it cuts, so that no half of a secret stays at the edge. */
function cut(
  mask: SecretMask,
  body: Uint8Array,
  maxBytes: number,
  isCut = false,
): { body: Uint8Array; isBodyCut: boolean } {
  const masked = mask.bytes(body);
  if (masked.length <= maxBytes) return { body: masked, isBodyCut: isCut };
  return { body: masked.subarray(0, maxBytes), isBodyCut: true };
}

function maskedHeaders(
  headers: Readonly<Record<string, string>>,
  mask: SecretMask,
  secret: ReadonlySet<string> | undefined,
): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const isSecret = SECRET_HEADERS.has(name) || secret?.has(name) === true;
    masked[name] = isSecret ? MASK : mask.text(headers[name] ?? '');
  }
  return masked;
}

function maskedAnswerHeaders(headers: HeaderValues, mask: SecretMask): HeaderValues {
  const masked: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  let kept = 0;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) continue;
    if (kept === MAX_HEADERS) break;
    kept += 1;
    const hide = SECRET_HEADERS.has(name.toLowerCase())
      ? () => MASK
      : (text: string) => mask.text(text).slice(0, MAX_HEADER_CHARACTERS);
    // MongoDB reads dots and dollars in names as operators.
    const safeName = OPERATORS.test(name) ? name.replaceAll(/[.$]/g, '_') : name;
    masked[safeName] = typeof value === 'string' ? hide(value) : value.map(hide);
  }
  return masked;
}
