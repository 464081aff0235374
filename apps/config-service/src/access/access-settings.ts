import { setting } from '@patchbay/service-kit/config';
import { AccessTokensSchema } from './access-token.ts';
import { ClaimRulesSchema } from './claim-rules.ts';

/** Who gets in, and how often. */
export const accessSettings = {
  API_TOKENS: setting.json(AccessTokensSchema, {
    doc: 'Access tokens to begin with, a JSON list, which may be empty. Roles: admin, maintainer, reader. Scopes: instance, group:<full path>, project:<id>.',
    secret: true,
    example: '[{"name":"ops","token":"at-least-20-characters","role":"admin","scope":"instance"}]',
  }),
  FIRST_TOKEN_FILE: setting.text({
    doc: 'Where a token for the instance’s administrator is written once, if there is none in API_TOKENS, none in MongoDB and no OIDC_ISSUER; the file must not be there yet. Empty: none is made.',
    default: '',
    example: '/run/patchbay/first-token',
  }),
  TOKEN_MAX_LIFETIME: setting.duration({
    doc: 'How long tokens made through the API may live, and do unless told otherwise. 0s: without end.',
    default: 365 * 86_400_000,
    min: 0,
  }),
  TOKEN_CACHE: setting.duration({
    doc: 'How long a token may be taken for good without looking again, and so go on working after it was revoked.',
    default: 5000,
    min: 0,
    max: 300_000,
  }),
  OIDC_ISSUER: setting.text({
    doc: 'Issuer of the OpenID Connect provider whose tokens are accepted, exactly as its tokens name it. Empty: none.',
    default: '',
    example: 'https://login.example.com/realms/acme',
  }),
  OIDC_AUDIENCE: setting.text({
    doc: 'What the provider’s tokens must be meant for; needed with OIDC_ISSUER.',
    default: '',
    example: 'patchbay',
  }),
  OIDC_JWKS_URL: setting.text({
    doc: 'Where the provider’s public keys are. Empty: where the issuer’s /.well-known/openid-configuration says.',
    default: '',
  }),
  OIDC_CLAIM_MAP: setting.json(ClaimRulesSchema, {
    doc: 'Which role the holders of the provider’s tokens have where, a JSON list; the first rule decides whose claim is, or holds, the value. In the scope, {claim} stands for a claim’s value. Nobody else gets in.',
    default: [],
    example:
      '[{"claim":"groups","value":"patchbay-admins","role":"admin","scope":"instance"},{"claim":"groups","value":"developers","role":"maintainer","scope":"group:{team}"}]',
  }),
  RATE_LIMIT: setting.integer({
    doc: 'How many requests each token, or each address without one, may make to each replica within RATE_LIMIT_WINDOW; more are answered with 429. 0: any number.',
    default: 600,
    min: 0,
  }),
  RATE_LIMIT_WINDOW: setting.duration({
    doc: 'What RATE_LIMIT counts within.',
    default: 60_000,
    min: 1000,
    max: 86_400_000,
  }),
  HSTS: setting.boolean({
    doc: 'Whether browsers are told to come back over HTTPS alone, for a year. Only where TLS ends in front of all of this host.',
    default: false,
  }),
};
