import { Injectable } from '@nestjs/common';
import { AppError, INSTANCE_SCOPE, levelOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { isAllowed } from './permissions.ts';
import type { Action } from './permissions.ts';
import type { Principal } from './principal.ts';

/** What a scope that doesn't exist and one that the token does not cover have in common; it must not depend on the scope. */
const HIDDEN =
  'Either it does not exist, or the token does not cover it. Name a project by its id or URL-encoded full path, a group by its URL-encoded full path.';

/** Decides who may touch a scope, for every way in. */
@Injectable()
export class ScopeAccess {
  readonly #paths: Paths;

  constructor(paths: Paths) {
    this.#paths = paths;
  }

  /** The scope itself, then all those around it. */
  async chainOf(scope: ScopeKey): Promise<readonly ScopeKey[]> {
    return [scope, ...(await this.#paths.outerScopesOf(scope))];
  }

  /** The scope that somebody means who names a group by its path of today. */
  scopeNamed(scope: ScopeKey): ScopeKey {
    return levelOf(scope) === 'group' ? this.#paths.groupScopeOf(scope.slice('group:'.length)) : scope;
  }

  shownScope(scope: ScopeKey): ScopeKey {
    return this.#paths.shownScope(scope);
  }

  /**
   * Lets the principal through to the scope.
   * @throws AppError `not_found` for a scope that it may not see, `forbidden` for one that it may only read
   */
  async assertAllowed(principal: Principal, action: Action, scope: ScopeKey): Promise<void> {
    // Most tokens are for the whole instance or for the very scope; where it lies is of no interest then.
    const isPlain = [scope, INSTANCE_SCOPE].includes(principal.scope);
    const chain = isPlain ? [scope, principal.scope] : await this.chainOf(scope);
    if (isAllowed(principal, action, chain)) return;
    if (!isAllowed(principal, 'read', chain)) throw hiddenScope();
    const [held, wanted] = [this.shownScope(principal.scope), this.shownScope(scope)];
    throw new AppError('forbidden', `A ${principal.role} token for ${held} may not ${action} ${wanted}.`);
  }

  /**
   * The scope that an address names. Only who sees the whole instance learns why there is none; to everybody else all
   * that they may not see looks the same.
   * @throws AppError `not_found`
   */
  async locate(principal: Principal, find: () => ScopeKey | Promise<ScopeKey>): Promise<ScopeKey> {
    try {
      return await find();
    } catch (error) {
      const isMissing = error instanceof AppError && error.code === 'not_found';
      if (isMissing && principal.scope !== INSTANCE_SCOPE) throw hiddenScope();
      throw error;
    }
  }
}

function hiddenScope(): AppError {
  return new AppError('not_found', HIDDEN);
}
