import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { AppError } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { z } from 'zod';
import { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { RequestPrincipal } from '../access/request-principal.ts';
import { ScopeAccess } from '../access/scope-access.ts';
import { tokenEntity } from '../access/token-entity.ts';
import type { TokenEntity } from '../access/token-entity.ts';
import type { Actor } from '../audit/actor.ts';
import { RequestActor } from '../audit/request-actor.ts';
import type { ConfigServiceConfig } from '../config.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Clock } from '../settings/clock.ts';
import { SignIn } from './sign-in.ts';

const CodeSchema = z.strictObject({ code: z.string().min(1).max(255) });
/** A person signs in now and then; whoever tries codes is soon to wait. */
const TRIES = { max: 20, timeWindow: 60_000 };

/** Signing in to the console with a link that works once. */
@Controller('api/v4')
export class SignInController {
  readonly #signIn: SignIn;
  readonly #scopes: ScopeAccess;
  readonly #clock: Clock;
  readonly #publicUrl: string;

  constructor(
    signIn: SignIn,
    scopes: ScopeAccess,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'PUBLIC_URL'>,
  ) {
    this.#signIn = signIn;
    this.#scopes = scopes;
    this.#clock = clock;
    this.#publicUrl = config.PUBLIC_URL;
  }

  /** For the holder of the token alone: the link lets in as whoever asks for it. */
  @Post('admin/sign_in_links')
  @Access('any-token')
  async makeLink(
    @RequestPrincipal() principal: Principal,
    @RequestActor() actor: Actor,
    @Req() { protocol, host }: ServiceRequest,
  ): Promise<{ readonly url: string; readonly expires_at: string }> {
    const { code, expiresAt } = await this.#signIn.makeCode(principal, actor);
    const origin = this.#publicUrl === '' ? `${protocol}://${host}` : this.#publicUrl;
    // Behind the hash it is in no log of a proxy and in no Referer.
    return { url: `${origin}/console/sign-in#code=${code}`, expires_at: expiresAt.toISOString() };
  }

  @Post('sign_in')
  @Access('everybody')
  @RouteConfig({ rateLimit: TRIES })
  @HttpCode(201)
  async exchange(@Body() body: unknown, @Req() { ip, id }: ServiceRequest): Promise<TokenEntity> {
    const given = CodeSchema.safeParse(body);
    if (!given.success)
      throw new AppError('invalid_request', 'It takes the code of a link, and nothing else.');
    const issued = await this.#signIn.exchange(given.data.code, { address: ip, requestId: id });
    const shown = tokenEntity(issued.token, this.#clock.now(), (scope) => this.#scopes.shownScope(scope));
    return { ...shown, token: issued.text };
  }
}
