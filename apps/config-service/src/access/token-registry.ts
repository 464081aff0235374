import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import type { Principal } from './principal.ts';
import { hashOf } from './token-text.ts';

/** Knows the tokens of the environment, by the hashes of their texts. */
@Injectable()
export class TokenRegistry {
  readonly #principals: ReadonlyMap<string, Principal>;

  constructor(@Inject(CONFIG) config: Pick<ConfigServiceConfig, 'API_TOKENS'>) {
    this.#principals = new Map(
      config.API_TOKENS.map(({ token, name, role, scope }) => [
        hashOf(token),
        { name, kind: 'configured', role, scope, expiresAt: null },
      ]),
    );
  }

  /** How long it takes depends on the hash alone, from which nobody gets to the token. */
  find(hash: string): Principal | undefined {
    return this.#principals.get(hash);
  }

  list(): readonly Principal[] {
    return [...this.#principals.values()];
  }
}
