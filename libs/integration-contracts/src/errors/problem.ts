/** What is wrong with a value, for a person and by key for translations. */
export interface Problem {
  /** Key of its sentence among the translated texts: `validation.too_long`, `jenkins.problems.no_password`. */
  readonly key: string;
  /** What the sentence's `{placeholders}` stand for. */
  readonly values: ProblemValues;
  /** The sentence in English. */
  readonly text: string;
}

export type ProblemValues = Readonly<Record<string, string | number>>;

/** The problems that every integration's settings can have; each continues a field's name. */
export const PROBLEMS = {
  unknown_field: 'is not a field of this integration',
  missing: 'is missing',
  not_boolean: 'must be true or false',
  not_text: 'must be a text',
  not_number: 'must be a number',
  not_list: 'must be a list of texts',
  not_choice: 'must be one of {choices}',
  too_long: 'must have at most {max} characters',
  too_small: 'must be at least {min}',
  too_big: 'must be at most {max}',
  too_many: 'must have at most {max} entries',
  nul_character: 'must not contain NUL characters',
  no_match: 'must match {pattern}',
  bad_url: 'must be a valid URL, for example https://example.com/path',
  bad_url_scheme: 'must start with https:// or http://',
  url_refused: 'is not allowed: {reason}',
  masked_password: 'holds a masked password; give the password again',
  wrong_host: 'must be an https:// address at {hosts}',
  secret_to_repeat: 'must be given again, because {fields} changed',
  event_not_heard: 'can’t be on: this integration does not listen to these events',
  nothing_to_inherit: 'can’t be true for the instance: there is nothing to inherit from',
  other_is_active: 'can’t be on beside {other}: a project has one active {kind}',
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** Puts values into a sentence's `{placeholders}`; one without a value stays as it is. */
export function fillIn(sentence: string, values: ProblemValues): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}

export function problem(name: ProblemName, values: ProblemValues = {}): Problem {
  return { key: `validation.${name}`, values, text: fillIn(PROBLEMS[name], values) };
}

export function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(PROBLEMS, name);
}
