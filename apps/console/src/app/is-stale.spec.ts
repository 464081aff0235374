import { isStale } from './is-stale.ts';

describe('a page that an upgrade took away', () => {
  it.each([
    'Failed to fetch dynamically imported module: https://x/console/assets/a.js',
    'error loading dynamically imported module: https://x/console/assets/a.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /console/assets/a.css',
  ])('is known by “%s”', (message) => {
    expect(isStale(new TypeError(message))).toBe(true);
  });

  it('is not confused with other troubles', () => {
    expect(isStale(new TypeError('Failed to fetch'))).toBe(false);
    expect(isStale('dynamically imported module')).toBe(false);
  });
});
