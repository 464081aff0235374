import { arrivalOf, returnAddress } from './arrival.ts';

describe('somebody who comes to sign in', () => {
  it.each([
    ['#code=pbc_1', '', { kind: 'link', code: 'pbc_1' }],
    ['', '?code=abc&state=xyz', { kind: 'provider' }],
    ['', '?error=access_denied&error_description=No', { kind: 'refused', reason: 'No' }],
    ['', '?return_to=%2Finstance', { kind: 'plain' }],
  ])('with %s %s is recognised', (hash, search, arrival) => {
    expect(arrivalOf({ hash, search })).toEqual(arrival);
  });

  it('goes on to where they wanted to go', () => {
    expect(returnAddress('?return_to=%2Fgroups%2Facme%2Fintegrations%3Fsearch%3Dx')).toBe(
      '/groups/acme/integrations?search=x',
    );
    expect(returnAddress('')).toBe('/');
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'is not sent to another site by %s',
    (address) => {
      expect(returnAddress(`?return_to=${encodeURIComponent(address)}`)).toBe('/');
    },
  );
});
