import { readFileSync } from 'node:fs';
import type { Setting } from './setting.ts';

export type ConfigDeclaration = Readonly<Record<string, Setting>>;
export type ConfigOf<D extends ConfigDeclaration> = {
  readonly [Name in keyof D]: D[Name] extends Setting<infer Value> ? Value : never;
};

/** Everything that is wrong with the environment, in one report: a line per variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** A longer value, such as a certificate, would bury what is said about it. */
const MAX_SHOWN = 200;

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with settings that are each right by themselves: a line per problem, none of them with a secret. */
export type ConfigCheck<Config> = (config: Config) => readonly string[];

/**
 * Reads the declared settings from an environment; `<NAME>_FILE` names a file that holds the value of `<NAME>`. What is empty counts
 * as absent; values of secrets are never repeated.
 * @param checks asked once every setting is right by itself
 * @throws ConfigError with all problems at once.
 */
export function loadConfig<D extends ConfigDeclaration>(
  declaration: D,
  environment: Environment,
  checks: readonly ConfigCheck<ConfigOf<D>>[] = [],
): ConfigOf<D> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, info }] of Object.entries(declaration)) {
    const text = textOf(name, environment, problems);
    if (text === undefined) continue;
    if (text === '') {
      if (info.default === undefined) problems.push(`${name} is missing: ${info.doc}`);
      values[name] = info.default;
      continue;
    }
    const result = schema.safeParse(text);
    if (result.success) values[name] = result.data;
    else
      problems.push(
        ...result.error.issues.map((issue) => problemLine(name, text, info.secret === true, issue)),
      );
  }
  const config = values as ConfigOf<D>;
  if (problems.length === 0) problems.push(...checks.flatMap((check) => check(config)));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

/** @returns the text of the variable or of its file, `''` for neither, and nothing where there is a problem with the file */
function textOf(name: string, environment: Environment, problems: string[]): string | undefined {
  const text = environment[name] ?? '';
  const path = environment[`${name}_FILE`] ?? '';
  if (path === '') return text;
  if (text !== '') {
    problems.push(`${name} and ${name}_FILE are both set: remove one of them`);
    return undefined;
  }
  try {
    // Editors and `echo` end a file with a line break that is no part of the value.
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    problems.push(`${name}_FILE: ${path} can’t be read (${code}): give a file that this process may read`);
    return undefined;
  }
}

function problemLine(
  name: string,
  text: string,
  isSecret: boolean,
  issue: { readonly message: string; readonly path: readonly PropertyKey[] },
): string {
  const place = [name, ...issue.path.map(String)].join('.');
  return isSecret || text.length > MAX_SHOWN || text.includes('\n')
    ? `${place}: ${issue.message}`
    : `${place}: ${issue.message}, but is ${JSON.stringify(text)}`;
}
