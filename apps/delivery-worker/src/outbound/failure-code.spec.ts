import type { ErrorCode } from '@patchbay/integration-contracts';
import { EgressRefusedError } from '@patchbay/service-kit/outbound';
import { DeadlineError, failureCode } from './failure-code.ts';

const withCode = (code: string, cause?: unknown): Error =>
  Object.assign(new Error(code, { cause }), { code });

describe('failureCode', () => {
  it.each<[string, ErrorCode]>([
    ['UND_ERR_CONNECT_TIMEOUT', 'timed_out'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed_out'],
    ['UND_ERR_BODY_TIMEOUT', 'timed_out'],
    ['ETIMEDOUT', 'timed_out'],
    ['ENOTFOUND', 'dns_failed'],
    ['EAI_AGAIN', 'dns_failed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_failed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_failed'],
    ['CERT_HAS_EXPIRED', 'tls_failed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
    ['ERR_OSSL_PEM_NO_START_LINE', 'tls_failed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls_failed'],
    ['EPROTO', 'tls_failed'],
    ['ECONNREFUSED', 'connection_failed'],
    ['ECONNRESET', 'connection_failed'],
    ['EHOSTUNREACH', 'connection_failed'],
    ['UND_ERR_SOCKET', 'connection_failed'],
    ['UND_ERR_INVALID_ARG', 'definition_failed'],
    ['UND_ERR_NOT_SUPPORTED', 'definition_failed'],
  ])('calls %s %s', (code, expected) => {
    expect(failureCode(withCode(code))).toBe(expected);
  });

  it('ends no delivery because the operator’s proxy asks for other credentials', () => {
    const refusal = Object.assign(new Error('Proxy Authentication Required (407)'), {
      code: 'UND_ERR_INVALID_ARG',
    });
    expect(failureCode(refusal)).toBe('connection_failed');
  });

  it('finds the reason among the causes', () => {
    expect(failureCode(new Error('fetch failed', { cause: withCode('ENOTFOUND') }))).toBe('dns_failed');
    expect(failureCode(withCode('UND_ERR_SOCKET', new EgressRefusedError('no')))).toBe('egress_refused');
  });

  it('finds the reason among the attempts at several addresses', () => {
    const attempts = [withCode('ECONNREFUSED'), withCode('ETIMEDOUT')];
    expect(failureCode(new AggregateError(attempts))).toBe('timed_out');
  });

  it('knows our own errors', () => {
    expect(failureCode(new DeadlineError('too late'))).toBe('timed_out');
    expect(failureCode(new EgressRefusedError('no'))).toBe('egress_refused');
  });

  it.each([new Error('odd'), 'a text', undefined, null, { code: 7 }, { errors: [null, 'text'] }])(
    'calls whatever it does not know a failed connection (%p)',
    (error) => {
      expect(failureCode(error)).toBe('connection_failed');
    },
  );
});
