import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { Clock } from '../settings/clock.ts';
import { TokenStore } from './token.store.ts';

const INTERVAL_MS = 60_000;
const MAX_ENTRIES = 10_000;

/** Writes down when a token was last used: once a minute, behind the request's back. */
@Injectable()
export class TokenUse {
  readonly #notedAtMs = new Map<string, number>();
  readonly #store: TokenStore;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(store: TokenStore, clock: Clock, @Inject(LOGGER) logger: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  note(tokenId: string): void {
    const now = this.#clock.now();
    if (now.getTime() - (this.#notedAtMs.get(tokenId) ?? -Infinity) < INTERVAL_MS) return;
    // Forgetting costs a write too many, nothing else.
    if (this.#notedAtMs.size >= MAX_ENTRIES) this.#notedAtMs.clear();
    this.#notedAtMs.set(tokenId, now.getTime());
    this.#store.noteUse(tokenId, now).catch((error: unknown) => {
      this.#logger.warn({ err: error, tokenId }, 'the last use of a token was not written down');
    });
  }
}
