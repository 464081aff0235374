import { verifyManifests } from './verify-manifests.ts';
import type { Check } from './verify-manifests.ts';

let checks: readonly Check[];

beforeAll(async () => {
  checks = await verifyManifests();
  // The first run on a machine builds kustomize and Helm.
}, 15 * 60_000);

it('finds nothing wrong with any manifest, rendered by kustomize or by Helm', () => {
  expect(checks.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual(
    [],
  );
});

it('has looked at all forms: the base, both overlays, the components, the chart and the examples', () => {
  const renderings = checks.filter(({ name }) => !name.includes(' = '));
  expect(renderings.length).toBeGreaterThanOrEqual(8);
  for (const { objects } of renderings) expect(objects).toBeGreaterThan(0);
});

it('has compared the chart with kustomize, bare and with everything switched on', () => {
  expect(checks.filter(({ name }) => name.includes(' = ')).map(({ objects }) => objects > 20)).toEqual([
    true,
    true,
  ]);
});
