import { z } from 'zod';

/** What a token may do inside its scope; `admin` matters at instance level, which maintainers can't change. */
export const ROLES = ['admin', 'maintainer', 'reader'] as const;
export type Role = (typeof ROLES)[number];

const MIN_TOKEN_LENGTH = 20;
const SCOPE = /^(instance|group:[A-Za-z0-9_.][A-Za-z0-9_./-]*|project:[1-9]\d*)$/;

const AccessTokenSchema = z.strictObject({
  name: z.string().min(1, { error: 'must name the token, for logs' }),
  token: z.string().min(MIN_TOKEN_LENGTH, { error: `must have at least ${MIN_TOKEN_LENGTH} characters` }),
  role: z.enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` }),
  scope: z.string().regex(SCOPE, { error: 'must be instance, group:<full path> or project:<id>' }),
});

/** An access token as the configuration names it. */
export type AccessToken = z.infer<typeof AccessTokenSchema>;

export const AccessTokensSchema: z.ZodType<readonly AccessToken[]> = z
  .array(AccessTokenSchema, { error: 'must be a JSON list of tokens' })
  .min(1, { error: 'must hold at least one token' })
  .superRefine((tokens, context) => {
    const repeated = (values: readonly string[]): boolean => new Set(values).size < values.length;
    if (repeated(tokens.map(({ name }) => name))) {
      context.addIssue({ code: 'custom', message: 'must not give two tokens the same name' });
    }
    if (repeated(tokens.map(({ token }) => token))) {
      context.addIssue({ code: 'custom', message: 'must not list a token twice' });
    }
  });
