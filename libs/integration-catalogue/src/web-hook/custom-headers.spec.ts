import fc from 'fast-check';
import { customHeaders, customHeadersProblem } from './custom-headers.ts';

describe('custom headers', () => {
  it('are one to a line, names in lower case', () => {
    const text = 'X-Api-Key: abc:def=\r\nAuthorization:Bearer  t\n\nX-Empty:\n';
    expect(customHeadersProblem(text)).toBeUndefined();
    expect(customHeaders(text)).toEqual({
      'x-api-key': 'abc:def=',
      authorization: 'Bearer  t',
      'x-empty': '',
    });
  });

  it.each([
    ['no colon', 1],
    ['X-A: fine\n: nameless', 2],
    ['X A: 1', 1],
    ['X-Ü: 1', 1],
    ['X-A: grün', 1],
    ['X-A: b\rX-C: d', 1],
    ['X-A: b\0c', 1],
    ['X-A: b\u2028X-C: d', 1],
    ['  X-A: folded', 1],
  ])('must be fit for the wire: %j', (text, line) => {
    expect(customHeadersProblem(text)).toEqual({ name: 'bad_header', values: { line } });
  });

  it.each([
    ...['Host', 'content-length', 'Transfer-Encoding', 'Connection', 'TE', 'Upgrade', 'Expect'],
    ...['Content-Type', 'User-Agent', 'Idempotency-Key', 'X-Gitlab-Token', 'x-gitlab-anything'],
    ...['webhook-id', 'Webhook-Signature', 'X-Patchbay-Attempt', 'Proxy-Authorization'],
  ])('can’t have %s', (header) => {
    const problem = customHeadersProblem(`X-Fine: 1\n${header}: hush`);
    expect(problem).toEqual({ name: 'reserved_header', values: { header } });
  });

  it('can’t have the same one twice, nor more than 20', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, index) => `X-${index}: 1`).join('\n');
    expect(customHeadersProblem('X-A: 1\nx-a: 2')).toEqual({
      name: 'repeated_header',
      values: { header: 'x-a' },
    });
    expect(customHeadersProblem(many(20))).toBeUndefined();
    expect(customHeadersProblem(many(21))).toBe('too_many_headers');
  });

  it('hold no control character, whatever is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, value) => {
        const text = `${name}: ${value}`;
        if (customHeadersProblem(text) !== undefined) return;
        for (const header of Object.entries(customHeaders(text)).flat())
          expect(header).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});
