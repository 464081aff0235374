import { pageVerdict } from './page-probe.ts';

describe('the page of a wiki', () => {
  it.each([
    [200, '<h1>Rockets</h1>', true],
    [200, ' \n', false],
    [204, '', false],
    [202, 'later', false],
  ])('with status %i and body %j is there: %s', (status, body, isThere) => {
    expect(pageVerdict({ status, headers: {}, body }).ok).toBe(isThere);
  });
});
