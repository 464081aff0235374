import { z } from 'zod';
import { groupScope } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';

/**
 * What a token may do inside its scope: a reader reads, a maintainer writes settings as well, an admin also changes those of
 * the instance and manages tokens.
 */
export const ROLES = ['admin', 'maintainer', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** Whom a token that is made through the API stands for: a person, or a program. */
export const TOKEN_KINDS = ['personal', 'service'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

const MIN_TOKEN_LENGTH = 20;
const SCOPE = /^(instance|group:[A-Za-z0-9_.][A-Za-z0-9_./-]*|project:[1-9]\d{0,14})$/;

export const RoleSchema = z.enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` });

/** A scope as people write it; groups become lower case, as they are compared. */
export const ScopeSchema = z
  .string({ error: 'must be a text' })
  .regex(SCOPE, { error: 'must be instance, group:<full path> or project:<id>' })
  .transform((text): ScopeKey => {
    const [kind = '', path = ''] = text.split(':');
    return kind === 'group' ? groupScope(path) : (text as ScopeKey);
  });

const AccessTokenSchema = z.strictObject({
  name: z.string().min(1, { error: 'must name the token, for logs' }),
  token: z.string().min(MIN_TOKEN_LENGTH, { error: `must have at least ${MIN_TOKEN_LENGTH} characters` }),
  role: RoleSchema,
  scope: ScopeSchema,
});

/** An access token as the configuration names it. */
export type AccessToken = z.infer<typeof AccessTokenSchema>;

export const AccessTokensSchema: z.ZodType<readonly AccessToken[]> = z
  .array(AccessTokenSchema, { error: 'must be a JSON list of tokens' })
  .superRefine((tokens, context) => {
    const repeated = (values: readonly string[]): boolean => new Set(values).size < values.length;
    if (repeated(tokens.map(({ name }) => name))) {
      context.addIssue({ code: 'custom', message: 'must not give two tokens the same name' });
    }
    if (repeated(tokens.map(({ token }) => token))) {
      context.addIssue({ code: 'custom', message: 'must not list a token twice' });
    }
  });
