import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { isUsable } from '../access/stored-token.ts';
import type { StoredToken } from '../access/stored-token.ts';
import { TokenStore } from '../access/token.store.ts';
import type { Rotation, TokenQuery } from '../access/token.store.ts';

const newestFirst = (a: StoredToken, b: StoredToken): number =>
  b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);

/** The store of unit tests; it passes the same suite as the real one. */
export class InMemoryTokenStore extends TokenStore {
  /** Thrown by every call while set. */
  failure: Error | undefined;
  /** How often somebody asked for a hash. */
  lookUps = 0;
  readonly #tokens = new Map<string, StoredToken>();

  override insert(token: StoredToken): Promise<boolean> {
    return this.#answer(() => {
      const isTaken = this.#tokens.has(token.id) || this.#all().some(({ hash }) => hash === token.hash);
      if (!isTaken) this.#tokens.set(token.id, token);
      return !isTaken;
    });
  }

  override find(id: string): Promise<StoredToken | undefined> {
    return this.#answer(() => this.#tokens.get(id));
  }

  override findByHash(hash: string): Promise<StoredToken | undefined> {
    this.lookUps += 1;
    return this.#answer(() => this.#all().find((one) => one.hash === hash));
  }

  override list({ within, limit, after }: TokenQuery): Promise<readonly StoredToken[]> {
    return this.#answer(() => {
      const found = this.#all()
        .filter((one) => one.within.includes(within))
        .sort(newestFirst);
      const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after.id) + 1;
      return found.slice(start, start + limit);
    });
  }

  override revoke(id: string, at: Date): Promise<void> {
    return this.#answer(() => {
      this.#change(id, ({ revokedAt }) => ({ revokedAt: revokedAt ?? at }));
    });
  }

  override rotate({ id, from, to, expiresAt }: Rotation): Promise<boolean> {
    return this.#answer(() => {
      const token = this.#tokens.get(id);
      if (token?.hash !== from || token.revokedAt !== null) return false;
      this.#change(id, () => ({ hash: to, expiresAt }));
      return true;
    });
  }

  override noteUse(id: string, at: Date): Promise<void> {
    return this.#answer(() => {
      this.#change(id, ({ lastUsedAt }) => ({
        lastUsedAt: lastUsedAt !== null && lastUsedAt > at ? lastUsedAt : at,
      }));
    });
  }

  override hasInstanceAdmin(at: Date): Promise<boolean> {
    return this.#answer(() =>
      this.#all().some((one) => one.role === 'admin' && one.scope === INSTANCE_SCOPE && isUsable(one, at)),
    );
  }

  #all(): StoredToken[] {
    return [...this.#tokens.values()];
  }

  #change(id: string, change: (token: StoredToken) => Partial<StoredToken>): void {
    const token = this.#tokens.get(id);
    if (token !== undefined) this.#tokens.set(id, { ...token, ...change(token) });
  }

  #answer<Result>(produce: () => Result): Promise<Result> {
    return this.failure === undefined ? Promise.resolve(produce()) : Promise.reject(this.failure);
  }
}
