import { z } from 'zod';
import { RoleSchema, ScopeSchema } from './access-token.ts';
import type { Role } from './access-token.ts';
import type { ScopeKey } from '@patchbay/integration-contracts';

type Claims = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([^{}]+)\}/g;

const ClaimRuleSchema = z.strictObject({
  claim: z.string().min(1, { error: 'must name a claim' }),
  value: z.union([z.string(), z.number(), z.boolean()], { error: 'must be a text, a number, true or false' }),
  role: RoleSchema,
  // Whatever the placeholders stand for, a scope must come out; 1 can be a path and an id.
  scope: z
    .string()
    .refine((template) => ScopeSchema.safeParse(template.replaceAll(PLACEHOLDER, '1')).success, {
      error: 'must be instance, group:<full path> or project:<id>, where {claim} stands for a claim’s value',
    }),
});

/** Who of the identity provider's people gets which role where. */
export type ClaimRule = z.infer<typeof ClaimRuleSchema>;

export const ClaimRulesSchema: z.ZodType<readonly ClaimRule[]> = z.array(ClaimRuleSchema, {
  error: 'must be a JSON list of rules',
});

export interface Grant {
  readonly role: Role;
  readonly scope: ScopeKey;
}

/**
 * The first rule whose claim has the value, or holds it in a list, decides.
 * @returns nothing when no rule matches, or the one that does needs a claim that isn't there
 */
export function grantOf(rules: readonly ClaimRule[], claims: Claims): Grant | undefined {
  const rule = rules.find(({ claim, value }) => hasValue(ownClaim(claims, claim), value));
  if (rule === undefined) return undefined;
  const scope = ScopeSchema.safeParse(filled(rule.scope, claims));
  return scope.success ? { role: rule.role, scope: scope.data } : undefined;
}

function hasValue(claim: unknown, value: unknown): boolean {
  return Array.isArray(claim) ? claim.includes(value) : claim === value;
}

/** @returns an empty text, which is no scope, when a placeholder stands for no text and no number */
function filled(template: string, claims: Claims): string {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  if (!names.every((name) => isText(ownClaim(claims, name)))) return '';
  return template.replaceAll(PLACEHOLDER, (_all, name: string) => String(ownClaim(claims, name)));
}

function isText(claim: unknown): boolean {
  return (typeof claim === 'string' && claim !== '') || typeof claim === 'number';
}

/** A claim by its name, else by the way to it: providers nest roles, as in `realm_access.roles`. */
function ownClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  const [first = '', rest] = [name.split('.', 1)[0], name.split('.').slice(1).join('.')];
  const inner = rest !== '' && Object.hasOwn(claims, first) ? claims[first] : undefined;
  return typeof inner === 'object' && inner !== null ? ownClaim(inner as Claims, rest) : undefined;
}
