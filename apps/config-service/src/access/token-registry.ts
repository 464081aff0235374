import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { principalOf } from './principal.ts';
import type { Principal } from './principal.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const BEARER = /^Bearer +(\S+) *$/i;
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Knows the configured tokens by their hashes. */
@Injectable()
export class TokenRegistry {
  readonly #entries: readonly { readonly hash: Buffer; readonly principal: Principal }[];

  constructor(@Inject(CONFIG) config: Pick<ConfigServiceConfig, 'API_TOKENS'>) {
    this.#entries = config.API_TOKENS.map((entry) => ({
      hash: digest(entry.token),
      principal: principalOf(entry),
    }));
  }

  /** Every entry is compared, each in constant time, so that the answer's timing tells nothing about the tokens. */
  find(headers: Headers): Principal | undefined {
    const token = tokenIn(headers);
    if (token === undefined) return undefined;
    const hash = digest(token);
    let found: Principal | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.hash, hash)) found = entry.principal;
    }
    return found;
  }
}

/** As GitLab takes it: `PRIVATE-TOKEN: …` or `Authorization: Bearer …`. */
function tokenIn(headers: Headers): string | undefined {
  const own = headers['private-token'];
  if (typeof own === 'string' && own !== '') return own;
  const { authorization } = headers;
  return typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
}
