import { AppError } from '@patchbay/integration-contracts';
import { z } from 'zod';
import { RoleSchema, ScopeSchema, TOKEN_KINDS } from './access-token.ts';

const MAX_TEXT_LENGTH = 255;
const CONTROL = /\p{Cc}/u;

const text = z
  .string({ error: 'must be a text' })
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(MAX_TEXT_LENGTH, { error: `must have at most ${MAX_TEXT_LENGTH} characters` })
  .refine((value) => !CONTROL.test(value), { error: 'must hold no control characters' });

const EXPIRY =
  'must be a date such as 2027-01-31 (its beginning, UTC), a time such as 2027-01-31T12:00:00Z, or null';
const expiry = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: EXPIRY })
  .transform((value) => new Date(value))
  .nullish();

const NewTokenSchema = z.strictObject({
  name: text,
  kind: z.enum(TOKEN_KINDS, { error: `must be one of ${TOKEN_KINDS.join(', ')}` }),
  owner: text,
  role: RoleSchema,
  scope: ScopeSchema,
  expires_at: expiry,
});
const RotationSchema = z.strictObject({ expires_at: expiry });

/** What somebody asks for who wants a token. */
export type NewToken = z.infer<typeof NewTokenSchema>;

/** @throws AppError `invalid_request` with all that is wrong with it */
export function newTokenOf(body: unknown): NewToken {
  return checked(NewTokenSchema, body);
}

/**
 * @returns the new end, `undefined` to leave it as it is
 * @throws AppError `invalid_request`
 */
export function newExpiryOf(body: unknown): Date | null | undefined {
  return checked(RotationSchema, body ?? {}).expires_at;
}

/**
 * When a token ends.
 * @param given `undefined` for as late as may be, `null` for never
 * @param maxLifetimeMs 0 for no limit
 * @throws AppError `invalid_request` for an end that is past, or later than may be
 */
export function expiryWithin(given: Date | null | undefined, now: Date, maxLifetimeMs: number): Date | null {
  const latest = maxLifetimeMs === 0 ? null : new Date(now.getTime() + maxLifetimeMs);
  if (given === undefined) return latest;
  if (given !== null && given <= now)
    throw new AppError('invalid_request', 'expires_at must be in the future.');
  if (latest !== null && (given === null || given > latest)) {
    throw new AppError('invalid_request', `expires_at must be ${latest.toISOString()} at the latest.`);
  }
  return given;
}

function checked<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')} ${message}`,
  );
  throw new AppError('invalid_request', `The token is not valid: ${problems.join('; ')}.`);
}
