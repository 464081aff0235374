import type { BodyVerdict, ErrorCode } from '@patchbay/integration-contracts';
import { answered, unanswered } from '../testing/an-exchange.ts';
import { isOriginFailure, responseView, verdictOf } from './verdict.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const fine = (): BodyVerdict => ({ ok: true });
const verdict = (status: number, retryAfter?: string | string[]) =>
  verdictOf(answered(status, '', { 'retry-after': retryAfter }), fine, NOW);

describe('verdictOf', () => {
  it.each([200, 201, 202, 204, 299])('takes %i as delivered', (status) => {
    expect(verdict(status)).toEqual({ kind: 'ok' });
  });

  it.each([408, 425, 429, 500, 501, 502, 503, 504, 599])('tries again after %i', (status) => {
    expect(verdict(status)).toMatchObject({ kind: 'retryable', reason: `http_${status}` });
  });

  it.each([301, 302, 307, 308, 400, 401, 403, 404, 409, 413, 422, 499])('gives up after %i', (status) => {
    expect(verdict(status)).toEqual({ kind: 'final', reason: `http_${status}` });
  });

  it('calls an endpoint gone that says so', () => {
    expect(verdict(410)).toEqual({ kind: 'final', reason: 'gone' });
  });

  it.each([
    ['seconds', '120', 120_000],
    ['no time at all', '0', 0],
    ['seconds with blanks around them', ' 7 ', 7000],
    ['an HTTP date', 'Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
    ['a date that is past', 'Thu, 01 Jan 2026 00:00:00 GMT', 0],
    ['the first of several', ['5', '9'], 5000],
  ])('reads a Retry-After with %s', (_name, header, retryAfterMs) => {
    expect(verdict(503, header)).toMatchObject({ retryAfterMs });
  });

  it.each(['', '   ', 'soon', '12 parsecs', 'NaN', '-', '1e3x'])('ignores the Retry-After %j', (header) => {
    expect(verdict(429, header)).toEqual({ kind: 'retryable', reason: 'http_429', retryAfterMs: undefined });
  });

  it('takes more seconds than any number holds as very long', () => {
    expect(verdict(503, '9'.repeat(400))).toMatchObject({ retryAfterMs: Infinity });
  });

  it.each<[ErrorCode, 'retryable' | 'final']>([
    ['connection_failed', 'retryable'],
    ['dns_failed', 'retryable'],
    ['tls_failed', 'retryable'],
    ['timed_out', 'retryable'],
    ['egress_refused', 'final'],
    ['definition_failed', 'final'],
  ])('takes %s without an answer as %s', (code, kind) => {
    expect(verdictOf(unanswered(code), fine, NOW)).toEqual({ kind, reason: code });
  });

  it.each([
    [true, 'retryable'],
    [false, 'final'],
  ])('lets the definition say what a 200 means (isRetryable: %s)', (isRetryable, kind) => {
    const judge = (): BodyVerdict => ({ ok: false, isRetryable, reason: 'no such channel' });
    expect(verdictOf(answered(200, 'no'), judge, NOW)).toEqual({
      kind,
      reason: 'refused_by_body: no such channel',
    });
  });

  it('asks the definition about 2xx answers only', () => {
    const judge = (): BodyVerdict => {
      throw new Error('must not be asked');
    };
    expect(verdictOf(answered(404), judge, NOW)).toMatchObject({ reason: 'http_404' });
    expect(verdictOf(unanswered('timed_out'), judge, NOW)).toMatchObject({ reason: 'timed_out' });
  });
});

describe('isOriginFailure', () => {
  it.each([500, 503, 599])('counts %i against the origin', (status) => {
    expect(isOriginFailure(answered(status))).toBe(true);
  });

  it.each([200, 302, 401, 404, 408, 410, 425, 429])(
    'does not count %i, which concerns one caller',
    (status) => {
      expect(isOriginFailure(answered(status))).toBe(false);
    },
  );

  it.each<[ErrorCode, boolean]>([
    ['connection_failed', true],
    ['timed_out', true],
    ['dns_failed', true],
    ['tls_failed', true],
    ['mail_deferred', false],
    ['oauth_failed', false],
    ['egress_refused', false],
    ['definition_failed', false],
  ])('counts a call without an answer by its reason: %s', (code, expected) => {
    expect(isOriginFailure(unanswered(code))).toBe(expected);
  });
});

describe('responseView', () => {
  it('shows the body as text', () => {
    expect(responseView({ status: 200, headers: { a: 'b' }, body: Buffer.from('grün') })).toEqual({
      status: 200,
      headers: { a: 'b' },
      body: 'grün',
    });
  });
});
