import { Injectable } from '@nestjs/common';
import { Clock } from '../settings/clock.ts';
import type { Principal } from './principal.ts';
import { isUsable, principalOf } from './stored-token.ts';
import { TokenUse } from './token-use.ts';
import { TokenStore } from './token.store.ts';

/** Knows the tokens that were made through the API. */
@Injectable()
export class StoredTokens {
  readonly #store: TokenStore;
  readonly #use: TokenUse;
  readonly #clock: Clock;

  constructor(store: TokenStore, use: TokenUse, clock: Clock) {
    this.#store = store;
    this.#use = use;
    this.#clock = clock;
  }

  /** @throws AppError `mongodb_unavailable` */
  async find(hash: string): Promise<Principal | undefined> {
    const token = await this.#store.findByHash(hash);
    return token !== undefined && isUsable(token, this.#clock.now()) ? principalOf(token) : undefined;
  }

  noteUse({ tokenId }: Principal): void {
    if (tokenId !== undefined) this.#use.note(tokenId);
  }
}
