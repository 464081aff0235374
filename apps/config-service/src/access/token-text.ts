import { createHash, randomBytes } from 'node:crypto';

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Lets scanners of repositories recognise a leaked token. */
const PREFIX = 'pbt_';
/** The same for the codes of one-time links. */
const CODE_PREFIX = 'pbc_';
const RANDOM_BYTES = 32;
const BEARER = /^Bearer +(\S+) *$/i;

export function newTokenText(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function newCodeText(): string {
  return CODE_PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** What is kept of a token or a code. A plain hash is enough, because there is nothing to guess in 32 random bytes. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** As GitLab takes it: `PRIVATE-TOKEN: …` or `Authorization: Bearer …`. */
export function tokenIn(headers: RequestHeaders): string | undefined {
  const own = headers['private-token'];
  if (typeof own === 'string' && own !== '') return own;
  const { authorization } = headers;
  return typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
}
