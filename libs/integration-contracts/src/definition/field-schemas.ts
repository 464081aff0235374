import { z } from 'zod';
import type { ProblemName, ProblemValues } from '../errors/index.ts';

/*
 * The message of an issue is the name of a problem (`PROBLEMS`) or, for a declared pattern, `PATTERN_HINT`; what the
 * sentence needs is in the issue itself. `fieldProblems` in derive/ puts the two together.
 */

/** Stands for the field's own sentence about its pattern. */
export const PATTERN_HINT = 'pattern_hint';
/** Stands for a password inside a URL wherever the URL is shown. */
export const URL_PASSWORD_MASK = '****';

export interface TextRules {
  /** The whole value must match; `patternHint` says in words what is expected. */
  readonly pattern?: RegExp;
  readonly patternHint?: string;
  /** Characters. */
  readonly maxLength?: number;
}

const DEFAULT_MAX_LENGTH = 8192;
const TRUTHY = new Set(['true', '1', 'yes', 'on', 't', 'y']);
const FALSY = new Set(['false', '0', 'no', 'off', 'f', 'n']);

/** Typed by hand: a message that is no problem's name would reach people untranslated. */
const named = (name: ProblemName): { error: ProblemName } => ({ error: name });

export const booleanSchema: z.ZodType<boolean> = z.preprocess(
  (value) => {
    const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
    if (word === 1 || (typeof word === 'string' && TRUTHY.has(word))) return true;
    if (word === 0 || (typeof word === 'string' && FALSY.has(word))) return false;
    return value;
  },
  z.boolean(named('not_boolean')),
);

export function textSchema({
  pattern,
  patternHint,
  maxLength = DEFAULT_MAX_LENGTH,
}: TextRules): z.ZodType<string> {
  const schema = z
    .string(named('not_text'))
    .max(maxLength, named('too_long'))
    .refine((value) => !value.includes('\0'), named('nul_character'));
  if (pattern === undefined) return schema;
  return schema.refine(
    (value) => pattern.test(value),
    patternHint === undefined
      ? { ...named('no_match'), params: { pattern: pattern.source } }
      : { error: PATTERN_HINT },
  );
}

export function urlSchema({
  hosts,
  ...rules
}: TextRules & { readonly hosts?: readonly string[] }): z.ZodType<string> {
  return textSchema(rules).superRefine((value, context) => {
    const [name, params] = urlProblem(value, hosts) ?? [];
    if (name !== undefined) context.addIssue({ code: 'custom', message: name, params });
  });
}

function urlProblem(
  value: string,
  hosts: readonly string[] | undefined,
): [name: ProblemName, values?: ProblemValues] | undefined {
  const url = URL.parse(value);
  if (url === null) return ['bad_url'];
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return ['bad_url_scheme'];
  if (url.password === URL_PASSWORD_MASK) return ['masked_password'];
  if (hosts === undefined || (url.protocol === 'https:' && hosts.includes(url.hostname))) return undefined;
  return ['wrong_host', { hosts: hosts.join(', ') }];
}

export function numberSchema({
  min,
  max,
}: {
  readonly min?: number;
  readonly max?: number;
}): z.ZodType<number> {
  let schema = z.number(named('not_number'));
  if (min !== undefined) schema = schema.min(min, named('too_small'));
  if (max !== undefined) schema = schema.max(max, named('too_big'));
  return z.preprocess(numberFromText, schema);
}

function numberFromText(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

export function selectSchema<Choice extends string | number>(choices: readonly Choice[]): z.ZodType<Choice> {
  const byText = new Map(choices.map((choice) => [String(choice), choice]));
  const params = { choices: choices.join(', ') };
  return z.unknown().transform((value, context) => {
    const choice =
      typeof value === 'string' || typeof value === 'number' ? byText.get(String(value)) : undefined;
    if (choice !== undefined) return choice;
    context.addIssue({ code: 'custom', message: 'not_choice' satisfies ProblemName, params });
    return z.NEVER;
  });
}

export function stringListSchema({ maxItems }: { readonly maxItems?: number }): z.ZodType<readonly string[]> {
  const items = z.array(z.string(named('not_list')), named('not_list'));
  return z.preprocess(listFromText, maxItems === undefined ? items : items.max(maxItems, named('too_many')));
}

/** One entry each between commas and line ends. */
function listFromText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const items = value.split(/[\n,]/).map((item) => item.trim());
  return items.filter((item) => item !== '');
}
