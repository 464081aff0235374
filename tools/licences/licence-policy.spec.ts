import { componentsOf } from './bill-of-materials.ts';
import { isAllowed, licenceProblems } from './licence-policy.ts';

const component = (name: string, ...licences: string[]) => ({ name, version: '1.0.0', licences });

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only OR AGPL-3.0-only', false],
  ['Custom: see LICENSE', false],
])('judges %s as %s', (expression, isFine) => {
  expect(isAllowed(expression)).toBe(isFine);
});

it('names packages whose licence is not allowed, or which have none, and says what to do', () => {
  const problems = licenceProblems([
    component('fine', 'MIT'),
    component('strict', 'GPL-3.0-only'),
    component('mute'),
  ]);
  expect(problems).toEqual([
    expect.stringContaining('strict 1.0.0 has GPL-3.0-only; look at it'),
    expect.stringContaining('mute 1.0.0 has no licence'),
  ]);
});

it('reads all three ways in which CycloneDX names a licence, and leaves out what is our own', () => {
  expect(
    componentsOf([
      { group: '@nestjs', name: 'core', version: '1.0.0', licenses: [{ license: { id: 'MIT' } }] },
      { name: 'either', version: '1.0.0', licenses: [{ expression: 'MIT OR ISC' }] },
      { name: 'named', version: '1.0.0', licenses: [{ license: { name: 'Custom' } }] },
      { group: '@patchbay', name: 'service-kit' },
    ]),
  ).toEqual([
    component('@nestjs/core', 'MIT'),
    component('either', 'MIT OR ISC'),
    component('named', 'Custom'),
  ]);
});
