import fc from 'fast-check';
import { defineIntegration, field } from '../definition/index.ts';
import { MASK, secretMask } from './secret-mask.ts';

const hook = defineIntegration({
  name: 'hook',
  title: 'Hook',
  summary: 'Tests.',
  category: 'web_hook',
  fields: {
    webhook: field.url({ secret: true }),
    token: field.password({}),
    url: field.url({}),
    name: field.text({}),
  },
  events: { supported: ['push'] },
  requests: () => [],
});

describe('secretMask', () => {
  const mask = secretMask(hook, {
    webhook: 'https://hooks.example.com/services/T0/secret-path',
    token: 'p@ss/w"ord',
    url: 'https://ada:url-password@example.com/hook',
    name: 'visible',
  });

  it.each([
    ['as it is', 'x p@ss/w"ord y'],
    ['percent-encoded', 'https://example.com/?key=p%40ss%2Fw%22ord'],
    ['inside JSON', '{"token":"p@ss/w\\"ord"}'],
    ['the path of a secret URL', 'https://hooks.example.com/services/T0/secret-path'],
    ['the password of a URL', 'https://ada:url-password@example.com/hook'],
  ])('hides a secret %s', (_how, text) => {
    const masked = mask.text(text);
    expect(masked).toContain(MASK);
    for (const secret of ['p@ss', 'p%40ss', 'w\\"ord', 'secret-path', 'url-password']) {
      expect(masked).not.toContain(secret);
    }
  });

  it.each(['u', 'us', 'user'])('hides a token inside basic authentication of %s', (user) => {
    const token = 'tok-secret-value-7';
    const credentials = Buffer.from(`${user}:${token}`).toString('base64');
    const masked = secretMask(hook, { token }).text(`authorization: Basic ${credentials}`);
    expect(masked).toContain(MASK);
    const left = masked.replace('authorization: Basic ', '').replace(MASK, '');
    expect(Buffer.from(left, 'base64').toString()).not.toContain(token.slice(0, 6));
  });

  it('hides a token as queries of URLs escape it', () => {
    const token = "it's (a) secret!~";
    const query = new URLSearchParams({ token }).toString();
    const masked = secretMask(hook, { token });
    expect(masked.text(`https://x.example/?${query}`)).toBe(`https://x.example/?token=${MASK}`);
    expect(masked.text(new URL(`https://x.example/?token=${encodeURIComponent(token)}`).href)).toBe(
      `https://x.example/?token=${MASK}`,
    );
  });

  it('hides each of two keys that a colon joins', () => {
    const masked = secretMask(hook, { token: 'hook-key-1f6a:status-key-1f6a' });
    expect(masked.text('https://x.example/deliver/hook-key-1f6a')).toBe(`https://x.example/deliver/${MASK}`);
    expect(masked.text('https://x.example/status-key-1f6a.json')).toBe(`https://x.example/${MASK}.json`);
  });

  it('hides what the lines of a secret text hold, by colon or equals sign', () => {
    const lines = defineIntegration({
      ...{ name: 'lines', title: 'Lines', summary: 'Tests.', category: 'common' },
      fields: { headers: field.textarea({ title: 'Headers', secret: true }) },
      events: { supported: [] },
    });
    const mask = secretMask(lines, {
      headers: 'X-One: first:key=\nTWO = second-key \nno sign here\nX-A: on',
    });
    expect(mask.text('first:key= second-key X-One TWO on')).toBe(`${MASK} ${MASK} X-One TWO on`);
  });

  it('leaves what is no secret alone, and bytes without one untouched', () => {
    const bytes = Buffer.from('visible text');
    expect(mask.text('visible text')).toBe('visible text');
    expect(mask.bytes(bytes)).toBe(bytes);
    expect(Buffer.from(mask.bytes(Buffer.from('a p@ss/w"ord'))).toString()).toBe(`a ${MASK}`);
  });

  it('never lets a token through, whatever stands around it', () => {
    const tokens = fc
      .string({ minLength: 4, maxLength: 30 })
      .filter((token) => token.trim() === token && !MASK.includes(token));
    fc.assert(
      fc.property(tokens, fc.string(), fc.string(), (token, before, after) => {
        const masked = secretMask(hook, { token }).text(`${before}${token}${after}`);
        return !masked.includes(token) || masked.replaceAll(MASK, '').includes(token);
      }),
    );
  });
});
