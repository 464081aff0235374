import { EgressProxy } from './egress-proxy.ts';

const PROXY = 'http://proxy.internal.example:3128';
const isProxied = (exceptions: readonly string[], url: string): boolean =>
  new EgressProxy(PROXY, exceptions).isFor(new URL(url));

describe('EgressProxy', () => {
  it('is for all calls unless told otherwise', () => {
    expect(isProxied([], 'https://hooks.example.com/')).toBe(true);
  });

  it.each([
    ['hooks.example.com', 'https://hooks.example.com/', false],
    ['Hooks.Example.com', 'https://hooks.example.com/', false],
    ['hooks.example.com', 'https://other.hooks.example.com/', true],
    ['example.com', 'https://hooks.example.com/', true],
    ['.example.com', 'https://hooks.example.com/', false],
    ['.example.com', 'https://example.com/', false],
    ['.example.com', 'https://badexample.com/', true],
    ['hooks.example.com:8443', 'https://hooks.example.com:8443/', false],
    ['hooks.example.com:8443', 'https://hooks.example.com/', true],
    ['hooks.example.com:443', 'https://hooks.example.com/', false],
    ['10.0.0.1', 'http://10.0.0.1:8080/', false],
    ['::1', 'http://[::1]:8080/', false],
    ['[::1]:8080', 'http://[::1]:8080/', false],
    ['[::1]:8080', 'http://[::1]:8081/', true],
  ])('leaves out %s: %s', (exception, url, expected) => {
    expect(isProxied(['elsewhere.example', exception], url)).toBe(expected);
  });
});
