import { Injectable } from '@nestjs/common';
import { AppError, INSTANCE_SCOPE, levelOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Action } from '../access/permissions.ts';
import type { Principal } from '../access/principal.ts';
import { ScopeAccess } from '../access/scope-access.ts';
import { Paths } from '../paths/paths.ts';
import { scopeOf } from '../rest/scope-address.ts';

/** A place as a query or a mutation names it: by one of the three. */
export interface Place {
  readonly projectPath?: string | null;
  readonly groupPath?: string | null;
  readonly instance?: boolean | null;
}

/** Finds the scope of a place, for those who may know of it. */
@Injectable()
export class ScopeFinder {
  readonly #access: ScopeAccess;
  readonly #paths: Paths;

  constructor(access: ScopeAccess, paths: Paths) {
    this.#access = access;
    this.#paths = paths;
  }

  /** `undefined` for what does not exist and for what the caller may not read: nobody can tell the two apart. */
  async findReadable(principal: Principal, place: Place): Promise<ScopeKey | undefined> {
    try {
      return await this.#find(principal, 'read', place);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** @throws AppError `invalid_request` when it is not one place, `not_found`, or `forbidden` when the caller may only read */
  async findWritable(principal: Principal, place: Place): Promise<ScopeKey> {
    const { projectPath, groupPath, instance } = place;
    const given = [projectPath, groupPath, instance].filter((one) => one !== undefined && one !== null);
    if (given.length !== 1 || instance === false) {
      throw new AppError('invalid_request', 'Give exactly one of projectPath, groupPath and instance: true.');
    }
    return this.#find(principal, 'write', place);
  }

  /** The path by which people know a project or a group; `undefined` for the instance, and while no event has told it. */
  async pathOf(scope: ScopeKey): Promise<string | undefined> {
    if (levelOf(scope) !== 'project') return this.idOf(scope);
    return this.#paths.pathOfProject(Number(this.idOf(scope)));
  }

  /** A project's number or a group's path; the instance is the only one of its kind. */
  idOf(scope: ScopeKey): string {
    return scope === INSTANCE_SCOPE ? scope : this.#paths.currentPathOf(scope);
  }

  async #find(principal: Principal, action: Action, { projectPath, groupPath }: Place): Promise<ScopeKey> {
    const scope = await this.#access.locate(principal, () => {
      if (typeof projectPath === 'string') return scopeOf('/api/v4/projects/', projectPath, this.#paths);
      if (typeof groupPath === 'string') return scopeOf('/api/v4/groups/', groupPath, this.#paths);
      return INSTANCE_SCOPE;
    });
    await this.#access.assertAllowed(principal, action, scope);
    return scope;
  }
}
