import fc from 'fast-check';
import { inForce } from './inheritance.ts';
import type { Subscription } from './subscription.ts';

function row(id: string, changes: Partial<Subscription> = {}): Subscription {
  return {
    id,
    scope: 'instance',
    name: 'slack',
    identity: 'slack:',
    revision: 1,
    isActive: true,
    isInherited: false,
    triggers: [],
    routing: {},
    ...changes,
  };
}

const idsOf = (rows: readonly Subscription[]): string[] => rows.map(({ id }) => id).sort();

describe('inForce', () => {
  it('takes the nearest settings: project, then the inner group, then the outer, then the instance', () => {
    const scopes = [[row('project')], [row('inner')], [row('outer')], [row('instance')]];
    for (const [index, expected] of ['project', 'inner', 'outer', 'instance'].entries()) {
      expect(idsOf(inForce(scopes.slice(index)))).toEqual([expected]);
    }
  });

  it('turns an integration off below the row that says so', () => {
    expect(inForce([[row('project', { isActive: false })], [row('instance')]])).toEqual([]);
  });

  it('looks further out where a row only inherits, whether that row is active or not', () => {
    const inherits = { isInherited: true };
    expect(
      idsOf(inForce([[row('p', inherits)], [row('g', { ...inherits, isActive: false })], [row('i')]])),
    ).toEqual(['i']);
  });

  it('decides for each name and label by itself', () => {
    const audit = { name: 'webhook', identity: 'webhook:audit' };
    const ci = { name: 'webhook', identity: 'webhook:ci' };
    const scopes = [
      [row('project-audit', audit)],
      [row('group-audit', audit), row('group-ci', ci)],
      [row('slack')],
    ];
    expect(idsOf(inForce(scopes))).toEqual(['group-ci', 'project-audit', 'slack']);
  });

  it('agrees with the rule as one would write it down', () => {
    const anyRow = fc
      .record({
        identity: fc.constantFrom('slack:', 'webhook:a', 'webhook:b'),
        isActive: fc.boolean(),
        isInherited: fc.boolean(),
      })
      .chain((changes) => fc.uuid().map((id) => row(id, changes)));
    // One row for each identity in a scope: config-service sees to that.
    const scope = fc.uniqueArray(anyRow, { selector: ({ identity }) => identity });
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 6 }), (scopes) => {
        const identities = new Set(scopes.flat().map(({ identity }) => identity));
        const expected = [...identities].flatMap((identity) => {
          const own = scopes.flat().filter((its) => its.identity === identity && !its.isInherited);
          return own[0]?.isActive === true ? [own[0]] : [];
        });
        expect(idsOf(inForce(scopes))).toEqual(idsOf(expected));
      }),
    );
  });
});
