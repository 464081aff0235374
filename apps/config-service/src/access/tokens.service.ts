import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { IdentityCache } from './identity-cache.ts';
import { isWithinReach } from './permissions.ts';
import type { Principal } from './principal.ts';
import { ScopeAccess } from './scope-access.ts';
import { isUsable } from './stored-token.ts';
import type { StoredToken } from './stored-token.ts';
import { expiryWithin } from './token-request.ts';
import type { NewToken } from './token-request.ts';
import { hashOf, newTokenText } from './token-text.ts';
import { TokenStore } from './token.store.ts';
import type { TokenQuery } from './token.store.ts';

/** A token with its text, which is known at this moment only. */
export interface IssuedToken {
  readonly token: StoredToken;
  readonly text: string;
}

type Issue = Pick<StoredToken, 'id' | 'createdBy' | 'within'> & { readonly text: string };

/** As an id it is taken once, so that of many replicas that start at the same time one makes the token. */
const FIRST_TOKEN = 'first-admin';

/** Makes and ends tokens, for administrators, each within the scope of its own token. */
@Injectable()
export class TokensService {
  readonly #store: TokenStore;
  readonly #scopes: ScopeAccess;
  readonly #cache: IdentityCache;
  readonly #clock: Clock;
  readonly #config: Pick<ConfigServiceConfig, 'TOKEN_MAX_LIFETIME'>;

  constructor(
    store: TokenStore,
    scopes: ScopeAccess,
    cache: IdentityCache,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'TOKEN_MAX_LIFETIME'>,
  ) {
    this.#store = store;
    this.#scopes = scopes;
    this.#cache = cache;
    this.#clock = clock;
    this.#config = config;
  }

  /** @throws AppError `forbidden` for a scope beyond the principal's, `invalid_request` for a wrong end */
  async create(principal: Principal, wanted: NewToken): Promise<IssuedToken> {
    const scope = this.#scopes.scopeNamed(wanted.scope);
    const within = await this.#scopes.chainOf(scope);
    if (!isWithinReach(principal, within)) {
      throw new AppError('forbidden', 'It makes tokens for its own scope and for what lies in it.');
    }
    const text = newTokenText();
    const token = await this.#insert(
      { ...wanted, scope },
      { id: randomUUID(), createdBy: principal.name, within, text },
    );
    return { token, text };
  }

  /** Whether there is an administrator who could make tokens. */
  hasInstanceAdmin(): Promise<boolean> {
    return this.#store.hasInstanceAdmin(this.#clock.now());
  }

  /**
   * Makes the text a token of the instance's administrator, which nobody has to be allowed to do.
   * @throws AppError `conflict` when that was done before
   */
  async createFirst(text: string): Promise<void> {
    const wanted: NewToken = {
      name: FIRST_TOKEN,
      kind: 'service',
      owner: 'whoever set the instance up',
      role: 'admin',
      scope: INSTANCE_SCOPE,
    };
    const within = [INSTANCE_SCOPE];
    await this.#insert(wanted, { id: FIRST_TOKEN, createdBy: 'the first start', within, text });
  }

  /**
   * Makes a token for who signs in to the console: it may what the holder's may, and ends when that one does at the latest, so
   * that nobody stays for ever by signing in again and again.
   * @throws AppError `unauthenticated` when the holder's own token was revoked in the meantime
   */
  async createSession(holder: Principal, lifetimeMs: number): Promise<IssuedToken> {
    const now = this.#clock.now();
    const own = holder.tokenId === undefined ? undefined : await this.#store.find(holder.tokenId);
    if (holder.tokenId !== undefined && (own === undefined || !isUsable(own, now))) {
      throw new AppError('unauthenticated', 'The token that made the link has ended.');
    }
    const { name, role, scope } = holder;
    const longestMs = Math.min(lifetimeMs, this.#config.TOKEN_MAX_LIFETIME || Infinity);
    const endMs = Math.min(now.getTime() + longestMs, holder.expiresAt?.getTime() ?? Infinity);
    const text = newTokenText();
    const token = await this.#insert(
      { name, role, scope, kind: 'personal', owner: `${name}, in the console`, expires_at: new Date(endMs) },
      { id: randomUUID(), createdBy: name, within: await this.#scopes.chainOf(scope), text },
    );
    return { token, text };
  }

  /** Those that the principal may manage; fewer than the limit where projects have moved away. */
  async list(
    principal: Principal,
    page: Omit<TokenQuery, 'within'>,
  ): Promise<{ readonly tokens: readonly StoredToken[]; readonly next: StoredToken | undefined }> {
    // One more than asked for tells whether there is a next page.
    const found = await this.#store.list({ ...page, within: principal.scope, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit);
    const isManaged = await Promise.all(shown.map(({ scope }) => this.#isWithinReach(principal, scope)));
    return {
      tokens: shown.filter((_token, index) => isManaged[index] === true),
      next: found.length > shown.length ? shown.at(-1) : undefined,
    };
  }

  /** @throws AppError `not_found`, also for a token beyond the principal's scope */
  async get(principal: Principal, id: string): Promise<StoredToken> {
    const token = await this.#store.find(id);
    if (token !== undefined && (await this.#isWithinReach(principal, token.scope))) return token;
    throw new AppError('not_found', 'There is no such token here.');
  }

  /** @throws AppError `not_found` */
  async revoke(principal: Principal, id: string): Promise<void> {
    const { hash } = await this.get(principal, id);
    await this.#store.revoke(id, this.#clock.now());
    this.#cache.forget(hash);
  }

  /**
   * Gives the token another text; the old one stops working. It ends when it did, unless told otherwise.
   * @throws AppError `not_found`; `invalid_request` for a token that was revoked or a wrong end; `conflict`
   */
  async rotate(principal: Principal, id: string, expiresAt: Date | null | undefined): Promise<IssuedToken> {
    const token = await this.get(principal, id);
    if (token.revokedAt !== null) {
      throw new AppError('invalid_request', 'The token was revoked; make a new one.');
    }
    const end = expiresAt === undefined ? token.expiresAt : expiresAt;
    const text = newTokenText();
    const rotation = {
      ...{ id, from: token.hash, to: hashOf(text) },
      expiresAt: expiryWithin(end, this.#clock.now(), this.#config.TOKEN_MAX_LIFETIME),
    };
    if (!(await this.#store.rotate(rotation))) throw new AppError('conflict', 'The token was rotated.');
    this.#cache.forget(token.hash);
    return { token: { ...token, hash: rotation.to, expiresAt: rotation.expiresAt }, text };
  }

  async #insert(
    { expires_at: expiresAt, ...wanted }: NewToken,
    { text, ...rest }: Issue,
  ): Promise<StoredToken> {
    const now = this.#clock.now();
    const token: StoredToken = {
      ...{ ...wanted, ...rest, hash: hashOf(text), createdAt: now },
      expiresAt: expiryWithin(expiresAt, now, this.#config.TOKEN_MAX_LIFETIME),
      ...{ revokedAt: null, lastUsedAt: null },
    };
    if (!(await this.#store.insert(token))) throw new AppError('conflict', `The token ${rest.id} exists.`);
    return token;
  }

  async #isWithinReach(principal: Principal, scope: ScopeKey): Promise<boolean> {
    return isWithinReach(principal, await this.#scopes.chainOf(scope));
  }
}
