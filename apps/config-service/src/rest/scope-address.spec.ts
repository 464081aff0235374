import { NamespaceMap } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { SCOPE_PATHS, scopeOf } from './scope-address.ts';

const [PROJECTS, SERVICES, GROUPS, INSTANCE] = SCOPE_PATHS;

async function given(): Promise<Paths> {
  const [places, namespaces] = [new InMemoryPlaceStore(), new NamespaceMap()];
  await places.keepPlaces([{ id: 7, path: 'Acme/rockets/engine', at: 1 }]);
  namespaces.apply({ id: 'm1', from: 'acme', to: 'globex', at: 2 });
  return new Paths(places, namespaces);
}

describe('the scope that an address names', () => {
  it.each([
    [PROJECTS, '7', 'project:7'],
    [PROJECTS, '70', 'project:70'],
    [PROJECTS, 'globex/Rockets/engine', 'project:7'],
    [SERVICES, 'Globex/rockets/engine', 'project:7'],
    [GROUPS, 'Globex/Rockets', 'group:acme/rockets'],
    [GROUPS, 'labs', 'group:labs'],
    [INSTANCE, '', 'instance'],
  ])('of %s with %j is %s', async (route, id, scope) => {
    expect(await scopeOf(route, id, await given())).toBe(scope);
  });

  it.each([
    [PROJECTS, 'acme/rockets/engine', 'by its numeric id, or by its URL-encoded full path'],
    [PROJECTS, 'engine', 'by its numeric id'],
    [PROJECTS, '0', 'by its numeric id'],
    [PROJECTS, 'a'.repeat(2000), 'by its numeric id'],
    [GROUPS, '7', 'its number is not known here'],
    [GROUPS, 'acme#1', 'URL-encoded full path'],
    [GROUPS, 'acme//rockets', 'URL-encoded full path'],
  ])('is not found for %s with %j', async (route, id, detail) => {
    await expect(scopeOf(route, id, await given())).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(detail) as string,
    });
  });

  it('of a new group at the path of one that moved is another one’s', async () => {
    expect(await scopeOf(GROUPS, 'acme', await given())).toMatch(/^group:acme#/);
  });
});
