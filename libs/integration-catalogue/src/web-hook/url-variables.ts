import type { ProblemValues } from '@patchbay/integration-contracts';
import { withoutUserInfo } from './web-hook-request.ts';

type VariableProblem =
  | { readonly name: 'bad_variable' | 'missing_variable'; readonly values: ProblemValues }
  | 'too_many_variables';

export const VARIABLE_PROBLEMS = {
  bad_variable:
    'must have one name=value a line, names of letters, digits and underscores; line {line} is none',
  missing_variable: 'must have {variable}, which the URL names',
  too_many_variables: 'must have at most 20 variables',
} as const;

const MAX_VARIABLES = 20;
const LINE = /^\s*([A-Za-z_]\w{0,99})\s*=\s*(\S.*?)\s*$/;
const PLACEHOLDER = /\{([A-Za-z_]\w{0,99})\}/g;
/** As a parsed URL has placeholders. */
const ESCAPED_PLACEHOLDER = /%7B([A-Za-z_]\w{0,99})%7D/gi;

/**
 * Puts values in place of the `{name}`s of a URL, percent-encoded: a value fills its place and no more, and can't lead elsewhere.
 * A name without a value stays as it is.
 */
export function withVariables(url: string, variables: string | undefined): string {
  if (variables === undefined) return url;
  const values = valuesOf(variables);
  return url.replaceAll(PLACEHOLDER, (placeholder, name: string) => {
    const value = values.get(name);
    return value === undefined ? placeholder : encodeURIComponent(value);
  });
}

/** The URL as it may be shown: its placeholders as people wrote them, and nobody's password. */
export function shownUrl(url: string): string {
  return withoutUserInfo(url).address.replaceAll(ESCAPED_PLACEHOLDER, '{$1}');
}

/** What is wrong with the variables of a URL; no value is repeated. */
export function variablesProblem(url: string, variables = ''): VariableProblem | undefined {
  const lines = linesOf(variables);
  if (lines.length > MAX_VARIABLES) return 'too_many_variables';
  // Half of a surrogate pair has no percent-encoding.
  const bad = lines.findIndex((line) => !LINE.test(line) || !line.isWellFormed());
  if (bad !== -1) return { name: 'bad_variable', values: { line: bad + 1 } };
  const values = valuesOf(variables);
  const missing = [...url.matchAll(PLACEHOLDER)].find(([, name = '']) => !values.has(name))?.[1];
  return missing === undefined ? undefined : { name: 'missing_variable', values: { variable: missing } };
}

function valuesOf(variables: string): ReadonlyMap<string, string> {
  return new Map(
    linesOf(variables).map((line): [string, string] => {
      const [, name = '', value = ''] = LINE.exec(line) ?? [];
      return [name, value];
    }),
  );
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
