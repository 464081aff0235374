import { NamespaceMap } from '@patchbay/integration-contracts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { Paths } from './paths.ts';

function given() {
  const [places, namespaces] = [new InMemoryPlaceStore(), new NamespaceMap()];
  const move = (at: number, from: string, to: string): void => {
    namespaces.apply({ id: `m${at}`, from, to, at });
  };
  const see = (id: number, at: number, path: string | undefined) => places.keepPlaces([{ id, path, at }]);
  return { paths: new Paths(places, namespaces), move, see };
}

describe('the path of a project', () => {
  it('leads to it whatever the case, and it to its path as GitLab writes it', async () => {
    const { paths, see } = given();
    await see(7, 1, 'Acme/Engine');
    expect(await paths.projectByPath('acme/ENGINE')).toBe(7);
    expect(await paths.pathOfProject(7)).toBe('Acme/Engine');
    expect(await paths.projectByPath('acme/none')).toBeUndefined();
    expect(await paths.pathOfProject(8)).toBeUndefined();
  });

  it('belongs to the newest of those that were seen there, and no longer to the others', async () => {
    const { paths, see } = given();
    await see(7, 1, 'acme/engine');
    await see(8, 2, 'acme/engine');
    expect(await paths.projectByPath('acme/engine')).toBe(8);
    expect(await paths.pathOfProject(7)).toBeUndefined();
    expect(await paths.groupsOfProject(7)).toEqual([]);
  });

  it('changes with the groups around it, though the project says nothing', async () => {
    const { paths, see, move } = given();
    await see(7, 1, 'acme/rockets/engine');
    move(2, 'acme', 'globex');
    move(3, 'globex/rockets', 'labs');
    expect(await paths.pathOfProject(7)).toBe('labs/engine');
    expect(await paths.projectByPath('labs/engine')).toBe(7);
    expect(await paths.projectByPath('acme/rockets/engine')).toBeUndefined();
    expect(await paths.groupsOfProject(7)).toEqual(['group:acme/rockets']);
  });

  it('is another project’s once a new group has taken the place of the one that moved', async () => {
    const { paths, see, move } = given();
    await see(7, 1, 'acme/engine');
    move(2, 'acme', 'globex');
    await see(8, 3, 'acme/engine');
    expect(await paths.projectByPath('acme/engine')).toBe(8);
    expect(await paths.projectByPath('globex/engine')).toBe(7);
    const [ofMoved, ofNew] = [await paths.groupsOfProject(7), await paths.groupsOfProject(8)];
    expect(ofMoved).toEqual(['group:acme']);
    expect(ofNew).toEqual([paths.groupScopeOf('acme')]);
    expect(ofNew).not.toEqual(ofMoved);
  });
});

describe('the scope of a group', () => {
  it('stays where its settings are, and is shown as the group is called today', () => {
    const { paths, move } = given();
    move(1, 'acme', 'Globex');
    expect(paths.groupScopeOf('GLOBEX/Rockets')).toBe('group:acme/rockets');
    expect(paths.currentPathOf('group:acme/rockets')).toBe('globex/rockets');
    expect(paths.shownScope('group:acme')).toBe('group:globex');
    expect([paths.shownScope('project:7'), paths.shownScope('instance')]).toEqual(['project:7', 'instance']);
    expect([paths.currentPathOf('project:7'), paths.currentPathOf('instance')]).toEqual(['7', '']);
  });

  it('of a group that is gone is not shown as that of the group which took its path', async () => {
    const { paths, move } = given();
    move(1, 'acme', 'labs/globex');
    expect(paths.currentPathOf('group:labs/globex')).toBe('labs/globex#gone');
    expect(await paths.outerScopesOf('group:labs/globex')).toEqual(['instance']);
  });
});

describe('what is around a scope', () => {
  it('are for access the groups of today, not those that its stored path names', async () => {
    const { paths, see, move } = given();
    await see(7, 1, 'acme/rockets/engine');
    move(2, 'acme/rockets', 'labs/rockets');
    const around = ['group:labs', 'instance'];
    expect(await paths.outerScopesOf('group:acme/rockets')).toEqual(around);
    expect(await paths.outerScopesOf('project:7')).toEqual(['group:acme/rockets', ...around]);
    expect(await paths.outerScopesOf('project:8')).toEqual(['instance']);
    expect(await paths.outerScopesOf('instance')).toEqual([]);
  });
});
