import { AppError } from '@patchbay/integration-contracts';

const MAX_DEPTH = 20;
const NUL = '\0';
/** Through these, a careless merge reaches what all objects share. */
const HARMFUL_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses an address that can't be read as text.
 * @param url path and query, percent-encoded
 * @throws AppError `invalid_request` for what is not UTF-8, or has a NUL character
 */
export function assertReadableUrl(url: string): void {
  if (decoded(url, 'The address').includes(NUL)) throw nulFound('The address');
}

/**
 * The text of a body.
 * @throws AppError `invalid_request` for bytes that are not UTF-8
 */
export function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw notUtf8('The body', cause);
  }
}

/** @throws AppError `invalid_request` when it is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not valid JSON.', { cause });
  }
}

/**
 * The fields of a form; one that is given several times has a list.
 * @throws AppError `invalid_request` for bytes that are not UTF-8 once they are decoded
 */
export function formFieldsOf(text: string): Readonly<Record<string, unknown>> {
  const fields = new Map<string, string[]>();
  for (const part of text.split('&').filter((one) => one !== '')) {
    const [name = '', value = ''] = splitOnce(part).map((one) =>
      decoded(one.replaceAll('+', ' '), 'The body'),
    );
    const before = fields.get(name);
    // Added in place: copied for each value, a list of some hundred thousand would keep everybody waiting for minutes.
    if (before === undefined) fields.set(name, [value]);
    else before.push(value);
  }
  // Made from entries, so that a field can have any name, __proto__ as well.
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

/**
 * Refuses what no request of this API needs and what could only be meant to do harm.
 * @param fieldLimit how many fields an object may have
 * @throws AppError `invalid_request` for a body that is nested too deep or has too many fields in an object, a NUL character, or
 *   a name such as `__proto__`
 */
export function assertHarmless(body: unknown, fieldLimit: number, depth = 0): void {
  if (typeof body === 'string' && body.includes(NUL)) throw nulFound('The body');
  if (typeof body !== 'object' || body === null) return;
  if (depth >= MAX_DEPTH) {
    throw new AppError('invalid_request', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  }
  if (!Array.isArray(body)) assertHarmlessNames(Object.keys(body), fieldLimit, depth);
  for (const value of Object.values(body)) assertHarmless(value, fieldLimit, depth + 1);
}

function assertHarmlessNames(names: readonly string[], fieldLimit: number, depth: number): void {
  if (names.length > fieldLimit) {
    const what = depth === 0 ? 'The body' : 'An object in the body';
    throw new AppError(
      'invalid_request',
      `${what} has ${names.length} fields; at most ${fieldLimit} are accepted.`,
    );
  }
  for (const name of names) {
    if (name.includes(NUL)) throw nulFound('The body');
    if (HARMFUL_NAMES.has(name)) throw new AppError('invalid_request', `No field is called ${name}.`);
  }
}

function splitOnce(part: string): [name: string, value: string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw notUtf8(what, cause);
  }
}

function notUtf8(what: string, cause: unknown): AppError {
  return new AppError('invalid_request', `${what} is not valid UTF-8.`, { cause });
}

function nulFound(what: string): AppError {
  return new AppError('invalid_request', `${what} has a NUL character.`);
}
