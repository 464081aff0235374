import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { Principal } from '../access/principal.ts';
import { hashOf, newCodeText } from '../access/token-text.ts';
import { TokensService } from '../access/tokens.service.ts';
import type { IssuedToken } from '../access/tokens.service.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditAction } from '../audit/audit-entry.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { SignInCodeStore } from './sign-in-code.store.ts';

/** Long enough to follow a link, too short for one that lies about in a terminal. */
const LINK_LIFETIME_MS = 5 * 60_000;

/** Lets somebody into the console once with a link, in place of a token that would have to be typed. */
@Injectable()
export class SignIn {
  readonly #codes: SignInCodeStore;
  readonly #tokens: TokensService;
  readonly #trail: AuditTrail;
  readonly #clock: Clock;
  readonly #config: Pick<ConfigServiceConfig, 'CONSOLE_SESSION'>;

  constructor(
    codes: SignInCodeStore,
    tokens: TokensService,
    trail: AuditTrail,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'CONSOLE_SESSION'>,
  ) {
    this.#codes = codes;
    this.#tokens = tokens;
    this.#trail = trail;
    this.#clock = clock;
    this.#config = config;
  }

  /** @returns the code of a link for the principal itself; only its hash is kept */
  async makeCode(
    holder: Principal,
    actor: Actor,
  ): Promise<{ readonly code: string; readonly expiresAt: Date }> {
    const code = newCodeText();
    const expiresAt = new Date(this.#clock.now().getTime() + LINK_LIFETIME_MS);
    await this.#note('sign_in_link_made', holder, actor);
    await this.#codes.keep({ hash: hashOf(code), holder, expiresAt });
    return { code, expiresAt };
  }

  /**
   * Gives a token for a code, once.
   * @param from where the request came from
   * @throws AppError `unauthenticated` for a code that was used, is over or never was, and when its maker's token ended meanwhile
   */
  async exchange(code: string, from: Pick<Actor, 'address' | 'requestId'>): Promise<IssuedToken> {
    const taken = await this.#codes.take(hashOf(code), this.#clock.now());
    if (taken === undefined) {
      throw new AppError('unauthenticated', 'The link was used already, or is over; make a new one.');
    }
    const { holder } = taken;
    await this.#note('signed_in', holder, { name: holder.name, kind: holder.kind, ...from });
    return this.#tokens.createSession(holder, this.#config.CONSOLE_SESSION);
  }

  #note(action: AuditAction, { scope }: Principal, actor: Actor): Promise<void> {
    return this.#trail.append([
      {
        ...{ id: `sign-in:${randomUUID()}`, at: this.#clock.now(), actor, action, scope },
        ...{ name: null, label: '', integrationId: null, revision: null, changes: {} },
      },
    ]);
  }
}
