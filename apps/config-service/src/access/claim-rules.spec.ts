import { ClaimRulesSchema, grantOf } from './claim-rules.ts';

const rules = ClaimRulesSchema.parse([
  { claim: 'groups', value: 'patchbay-admins', role: 'admin', scope: 'instance' },
  { claim: 'groups', value: 'developers', role: 'maintainer', scope: 'group:{team}' },
  { claim: 'service', value: true, role: 'reader', scope: 'project:{project_id}' },
]);

describe('the rules for claims', () => {
  it('let the first one decide that matches, by a value or a member of a list', () => {
    const groups = ['developers', 'patchbay-admins'];
    expect(grantOf(rules, { groups, team: 'a' })).toEqual({ role: 'admin', scope: 'instance' });
    expect(grantOf(rules, { groups: 'developers', team: 'Platform/Tools' })).toEqual({
      role: 'maintainer',
      scope: 'group:platform/tools',
    });
    expect(grantOf(rules, { service: true, project_id: 7 })).toEqual({ role: 'reader', scope: 'project:7' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing matches', { groups: ['others'] }],
    ['there is no claim', {}],
    ['the value is of another type', { service: 'true', project_id: 7 }],
    ['only a part of the value matches', { groups: 'developers-of-others', team: 'a' }],
    ['the claim for the scope is missing', { groups: 'developers' }],
    ['the claim for the scope is empty', { groups: 'developers', team: '' }],
    ['the claim for the scope is a list', { groups: 'developers', team: ['a'] }],
    ['the claim for the scope is no path', { groups: 'developers', team: 'a b' }],
    ['the claim for the scope is no id', { service: true, project_id: '7/8' }],
  ])('give nothing where %s', (_what, claims) => {
    expect(grantOf(rules, claims)).toBeUndefined();
  });

  it('find claims that are nested, by the way to them', () => {
    const [rule] = ClaimRulesSchema.parse([
      { claim: 'realm_access.roles', value: 'ops', role: 'admin', scope: 'group:{org.team}' },
    ]);
    const claims = { realm_access: { roles: ['ops'] }, org: { team: 'platform' } };
    const grant = { role: 'admin', scope: 'group:platform' };
    expect(grantOf(rule === undefined ? [] : [rule], claims)).toEqual(grant);
    expect(
      grantOf(rule === undefined ? [] : [rule], { 'realm_access.roles': 'ops', 'org.team': 'platform' }),
    ).toEqual(grant);
    expect(grantOf(rule === undefined ? [] : [rule], { realm_access: 'ops' })).toBeUndefined();
  });

  it('look at a token’s own claims only', () => {
    const [rule] = ClaimRulesSchema.parse([
      { claim: 'toString', value: 'x', role: 'reader', scope: 'group:{constructor}' },
    ]);
    expect(grantOf(rule === undefined ? [] : [rule], { toString: 'x' })).toBeUndefined();
  });

  it('are refused with a scope that never comes out right', () => {
    for (const scope of ['everything', 'project:{id}/x', 'group:', 'group: {team}']) {
      const rule = { claim: 'groups', value: 'x', role: 'reader', scope };
      expect([scope, ClaimRulesSchema.safeParse([rule]).success]).toEqual([scope, false]);
    }
  });
});
