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

/**
 * Reads the declared settings from an environment. An empty variable counts as absent; values of secrets are never repeated.
 * @throws ConfigError with all problems at once.
 */
export function loadConfig<D extends ConfigDeclaration>(
  declaration: D,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigOf<D> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, info }] of Object.entries(declaration)) {
    const text = environment[name];
    if (text === undefined || text === '') {
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
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as ConfigOf<D>;
}

function problemLine(
  name: string,
  text: string,
  isSecret: boolean,
  issue: { readonly message: string; readonly path: readonly PropertyKey[] },
): string {
  const place = [name, ...issue.path.map(String)].join('.');
  return isSecret
    ? `${place}: ${issue.message}`
    : `${place}: ${issue.message}, but is ${JSON.stringify(text)}`;
}
