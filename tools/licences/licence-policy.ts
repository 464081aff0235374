import type { Component } from './bill-of-materials.ts';

/** Licences whose packages may go into an image: all ask for no more than to be named. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Lines on packages that must not be shipped before somebody has looked at them. */
export function licenceProblems(components: readonly Component[]): readonly string[] {
  return components
    .filter(({ licences }) => licences.length === 0 || !licences.every(isAllowed))
    .map(({ name, version, licences }) => {
      const licence = licences.length === 0 ? 'no licence that it names' : licences.join(' and ');
      return `${name} ${version} has ${licence}; look at it, then add it to tools/licences/licence-policy.ts or do without`;
    });
}

/** Whether an SPDX expression leaves a choice that is allowed. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((id) => ALLOWED.has(id.trim())));
}
