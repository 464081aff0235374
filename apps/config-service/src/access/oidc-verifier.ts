import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { ConfigError } from '@patchbay/service-kit/config';
import { CONFIG } from '@patchbay/service-kit/service';
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { grantOf } from './claim-rules.ts';
import { IdentityProvider } from './identity-provider.ts';
import type { Principal } from './principal.ts';

type VerificationKey = Awaited<ReturnType<JWTVerifyGetKey>>;
type OidcConfig = Pick<
  ConfigServiceConfig,
  'OIDC_ISSUER' | 'OIDC_AUDIENCE' | 'OIDC_JWKS_URL' | 'OIDC_CLAIM_MAP'
>;

/** Signatures only: with HS* the provider's public key, which anybody has, could be taken for a shared secret. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const LEEWAY_S = 30;
/** The token's fault; whatever else goes wrong while a key is looked for is the provider's. */
const KEY_REFUSALS = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

const DiscoverySchema = z.object({ issuer: z.string(), jwks_uri: z.string() });

/** Knows the people of an OpenID Connect provider by the tokens that it signs for them. */
@Injectable()
export class OidcVerifier {
  readonly #config: OidcConfig;
  readonly #provider: IdentityProvider;
  readonly #clock: Clock;
  #keys: Promise<JWTVerifyGetKey> | undefined;

  /** @throws ConfigError for an issuer without an audience: tokens meant for other services would do here, too */
  constructor(@Inject(CONFIG) config: OidcConfig, provider: IdentityProvider, clock: Clock) {
    if (config.OIDC_ISSUER !== '' && config.OIDC_AUDIENCE === '') {
      throw new ConfigError(['OIDC_AUDIENCE is missing: OIDC_ISSUER needs it.']);
    }
    this.#config = config;
    this.#provider = provider;
    this.#clock = clock;
  }

  get isOn(): boolean {
    return this.#config.OIDC_ISSUER !== '';
  }

  /**
   * @throws AppError `unauthenticated` for a token that is not the provider's, not for us or not valid now; `forbidden` when no
   *   rule lets its holder in; `identity_provider_unavailable`
   */
  async verify(jwt: string): Promise<Principal> {
    const claims = await this.#claimsOf(jwt);
    const grant = grantOf(this.#config.OIDC_CLAIM_MAP, claims);
    if (grant === undefined) {
      throw new AppError('forbidden', 'No rule of the operator lets the holder of this identity in.');
    }
    const { preferred_username: username, sub = '', exp = 0 } = claims;
    const name = typeof username === 'string' && username !== '' ? username : sub;
    return { ...grant, name, kind: 'oidc', expiresAt: new Date(exp * 1000) };
  }

  async #claimsOf(jwt: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(jwt, (header, token) => this.#keyFor(header, token), {
        issuer: this.#config.OIDC_ISSUER,
        audience: this.#config.OIDC_AUDIENCE,
        algorithms: ALGORITHMS,
        clockTolerance: LEEWAY_S,
        currentDate: this.#clock.now(),
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new AppError('unauthenticated', `The identity token is refused: ${error.message}.`, {
        cause: error,
      });
    }
  }

  async #keyFor(...[header, token]: Parameters<JWTVerifyGetKey>): Promise<VerificationKey> {
    try {
      this.#keys ??= this.#openKeys();
      return await (
        await this.#keys
      )(header, token);
    } catch (error) {
      if (KEY_REFUSALS.some((refusal) => error instanceof refusal)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('identity_provider_unavailable', reason, { cause: error });
    }
  }

  async #openKeys(): Promise<JWTVerifyGetKey> {
    try {
      const url = this.#config.OIDC_JWKS_URL || (await this.#discover());
      return createRemoteJWKSet(new URL(url), {
        [customFetch]: async (address) => Response.json(await this.#provider.get(address)),
      });
    } catch (error) {
      // The next token tries again.
      this.#keys = undefined;
      throw error;
    }
  }

  async #discover(): Promise<string> {
    const issuer = this.#config.OIDC_ISSUER;
    const document = await this.#provider.get(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    );
    const found = DiscoverySchema.parse(document);
    if (found.issuer !== issuer) throw new Error(`The document found there is of ${found.issuer}.`);
    return found.jwks_uri;
  }
}
