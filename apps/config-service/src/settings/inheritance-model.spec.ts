import fc from 'fast-check';
import { integrationByName } from '@patchbay/integration-catalogue';
import { INSTANCE_SCOPE, NamespaceMap, projectScope } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { someSettings } from '../testing/some-settings.ts';
import { Inheritance } from './inheritance.ts';
import type { IntegrationSettings } from './integration-settings.ts';

const TRACKERS = ['bugzilla', 'redmine', 'youtrack'];
const NAMES = ['slack', ...TRACKERS];

interface Group {
  name: string;
  parent: Group | undefined;
}
interface Project {
  readonly id: number;
  readonly group: Group;
}
type Owner = Group | Project | 'instance';
type State = 'absent' | 'own' | 'inherit' | 'off';

/** Groups, projects and rows as one would draw them: who is in whom, and what each says, without any path. */
class Model {
  readonly groups: Group[] = [];
  readonly projects: Project[] = [];
  readonly #rows = new Map<Owner, Map<string, IntegrationSettings>>();

  get owners(): readonly Owner[] {
    return ['instance', ...this.groups, ...this.projects];
  }

  pathOf(owner: Group | Project): string {
    if ('id' in owner) return `${this.pathOf(owner.group)}/p${owner.id}`;
    return owner.parent === undefined ? owner.name : `${this.pathOf(owner.parent)}/${owner.name}`;
  }

  /** The owner itself, then those around it. */
  chainOf(owner: Owner): readonly Owner[] {
    if (owner === 'instance') return [owner];
    const around = 'id' in owner ? owner.group : owner.parent;
    return [owner, ...this.chainOf(around ?? 'instance')];
  }

  put(owner: Owner, row: IntegrationSettings): void {
    const rows = this.#rows.get(owner) ?? new Map<string, IntegrationSettings>();
    this.#rows.set(owner, rows.set(row.name, row));
  }

  rowOf(owner: Owner, name: string): IntegrationSettings | undefined {
    return this.#rows.get(owner)?.get(name);
  }

  /** The row of the innermost one that decides. */
  holding(owner: Owner, name: string): IntegrationSettings | undefined {
    return this.chainOf(owner)
      .map((one) => this.rowOf(one, name))
      .find((row) => row?.isInherited === false);
  }

  acting(project: Project): IntegrationSettings | undefined {
    const own = TRACKERS.map((name) => this.rowOf(project, name)).find((row) => row?.exclusive === 'tracker');
    if (own !== undefined) return own;
    return this.chainOf(project)
      .slice(1)
      .flatMap((owner) => TRACKERS.map((name) => this.rowOf(owner, name)))
      .find((row) => row?.isActive === true && this.holding(project, row.name) === row);
  }
}

/** The same as the service knows it: by paths, with rows that stay where they were written. */
class Service {
  readonly namespaces = new NamespaceMap();
  readonly places = new InMemoryPlaceStore();
  readonly store = new InMemorySettingsStore();
  readonly paths = new Paths(this.places, this.namespaces);
  readonly inheritance = new Inheritance(this.store, this.paths);

  scopeOf(model: Model, owner: Owner): ScopeKey {
    if (owner === 'instance') return INSTANCE_SCOPE;
    return 'id' in owner ? projectScope(owner.id) : this.paths.groupScopeOf(model.pathOf(owner));
  }
}

const anyMove = fc.record({ group: fc.nat(20), parent: fc.option(fc.nat(20), { nil: undefined }) });
const anyWorld = fc.record({
  parents: fc.array(fc.option(fc.nat(20), { nil: undefined }), { minLength: 1, maxLength: 6 }),
  projects: fc.array(fc.nat(20), { maxLength: 3 }),
  before: fc.array(anyMove, { maxLength: 3 }),
  states: fc.array(fc.constantFrom<State>('absent', 'absent', 'own', 'inherit', 'off'), {
    minLength: 40,
    maxLength: 40,
  }),
  after: fc.array(anyMove, { maxLength: 3 }),
});
type World = typeof anyWorld extends fc.Arbitrary<infer Value> ? Value : never;
type Move = World['after'][number];

async function build({ parents, projects, before, states, after }: World): Promise<[Model, Service]> {
  const [model, service] = [new Model(), new Service()];
  for (const [index, parent] of parents.entries()) {
    const others = model.groups;
    const around = parent === undefined ? undefined : others[parent % (others.length + 1)];
    others.push({ name: `g${index}`, parent: around });
  }
  for (const [index, place] of projects.entries()) {
    const group = model.groups[place % model.groups.length];
    if (group !== undefined) model.projects.push({ id: index + 1, group });
  }
  // The only time that events tell of the projects: what moves later are the groups around them.
  await service.places.keepPlaces(
    model.projects.map((project) => ({ id: project.id, path: model.pathOf(project), at: 0 })),
  );
  for (const [index, move] of before.entries()) follow(model, service, { ...move, at: index + 1 });
  await write(model, service, states);
  for (const [index, move] of after.entries()) follow(model, service, { ...move, at: index + 11 });
  return [model, service];
}

function follow(
  model: Model,
  { namespaces }: Service,
  { group: which, parent, at }: Move & { at: number },
): void {
  const group = model.groups[which % model.groups.length];
  const target = parent === undefined ? undefined : model.groups[parent % model.groups.length];
  if (group === undefined || (target !== undefined && model.chainOf(target).includes(group))) return;
  const from = model.pathOf(group);
  group.parent = target;
  group.name = `m${at}`;
  namespaces.apply({ id: `m${at}`, from, to: model.pathOf(group), at });
}

async function write(model: Model, service: Service, states: readonly State[]): Promise<void> {
  const slots = model.owners.flatMap((owner) => NAMES.map((name) => ({ owner, name })));
  for (const [index, { owner, name }] of slots.entries()) {
    const state = states[index % states.length] ?? 'absent';
    if (state === 'absent') continue;
    const isOwnTracker =
      typeof owner === 'object' && 'id' in owner && TRACKERS.includes(name) && state === 'own';
    const row = someSettings({
      scope: service.scopeOf(model, owner),
      ...{ name, isActive: state !== 'off', isInherited: state === 'inherit' },
      exclusive: isOwnTracker ? 'tracker' : null,
    });
    // The store refuses a second tracker of a project.
    if (await service.store.insert(row)) model.put(owner, row);
  }
}

describe('Inheritance beside a model that has no paths', () => {
  it('agrees on what holds for each integration in each scope, after any moves of groups', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const [model, service] = await build(world);
        for (const owner of model.owners) {
          for (const name of NAMES) {
            const definition = integrationByName(name) as IntegrationDefinition;
            const scope = service.scopeOf(model, owner);
            const { holding, isInherited } = await service.inheritance.standing({
              scope,
              definition,
              label: '',
            });
            const expected = model.holding(owner, name);
            expect([scope, name, holding?.id]).toEqual([scope, name, expected?.id]);
            const own = model.rowOf(owner, name);
            expect(isInherited).toBe(own === undefined ? expected !== undefined : own.isInherited);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('agrees on which tracker acts for each project', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const [model, { inheritance }] = await build(world);
        for (const project of model.projects) {
          const acting = await inheritance.acting(projectScope(project.id), 'tracker');
          expect(acting?.id).toBe(model.acting(project)?.id);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('agrees on where each project and each group is', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const [model, service] = await build(world);
        for (const project of model.projects) {
          const path = model.pathOf(project);
          expect(await service.paths.pathOfProject(project.id)).toBe(path);
          expect(await service.paths.projectByPath(path.toUpperCase())).toBe(project.id);
        }
        for (const owner of model.owners) {
          const around = model.chainOf(owner).map((one) => service.scopeOf(model, one));
          expect(await service.paths.outerScopesOf(service.scopeOf(model, owner))).toEqual(around.slice(1));
        }
        for (const group of model.groups) {
          const scope = service.scopeOf(model, group);
          expect(service.paths.currentPathOf(scope)).toBe(model.pathOf(group));
        }
      }),
      { numRuns: 500 },
    );
  });
});
