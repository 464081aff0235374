import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import type { Principal } from './principal.ts';

/** About 300 bytes each. */
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly principal: Principal;
  readonly freshUntilMs: number;
}

/**
 * Remembers for a moment who holds a token, by the token's hash, so that not every request asks MongoDB or checks a signature.
 * Tokens that are refused are not remembered: anybody can make up any number of them.
 */
@Injectable()
export class IdentityCache {
  readonly #entries = new Map<string, Entry>();
  readonly #config: Pick<ConfigServiceConfig, 'TOKEN_CACHE'>;
  readonly #clock: Clock;

  constructor(@Inject(CONFIG) config: Pick<ConfigServiceConfig, 'TOKEN_CACHE'>, clock: Clock) {
    this.#config = config;
    this.#clock = clock;
  }

  find(hash: string): Principal | undefined {
    const entry = this.#entries.get(hash);
    return entry !== undefined && this.#clock.now().getTime() < entry.freshUntilMs
      ? entry.principal
      : undefined;
  }

  /** Whether the token was good when it was last looked at, however long ago that was. */
  isKnown(hash: string): boolean {
    return this.#entries.has(hash);
  }

  keep(hash: string, principal: Principal): void {
    const freshUntilMs = Math.min(
      this.#clock.now().getTime() + this.#config.TOKEN_CACHE,
      principal.expiresAt?.getTime() ?? Infinity,
    );
    // Entered again, it is the newest; the oldest one makes room.
    this.#entries.delete(hash);
    this.#entries.set(hash, { principal, freshUntilMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  forget(hash: string): void {
    this.#entries.delete(hash);
  }
}
