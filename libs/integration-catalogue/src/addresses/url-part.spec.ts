import { projectPath, urlPart, withoutSlash } from './url-part.ts';

describe('parts of URLs', () => {
  it('stay parts, whatever is in them', () => {
    expect(urlPart('a/../b?c#d')).toBe('a%2F..%2Fb%3Fc%23d');
    expect(['.', '..'].map(urlPart)).toEqual(['', '']);
    expect(urlPart('\ud800')).toBe('%EF%BF%BD');
  });

  it('of a project’s path lead nowhere else', () => {
    expect(projectPath('acme/../rockets/./engine//x y')).toBe('acme/rockets/engine/x%20y');
  });

  it('follow a base address that may end in slashes', () => {
    expect(withoutSlash('https://x.example/ci//')).toBe('https://x.example/ci');
  });
});
