/** What a template sees at one place: a value, and around it those of the sections that it is in. */
export class TemplateScope {
  readonly #value: unknown;
  readonly #outer: TemplateScope | undefined;
  readonly #isLast: boolean;

  constructor(value: unknown, outer?: TemplateScope, isLast = true) {
    this.#value = value;
    this.#outer = outer;
    this.#isLast = isLast;
  }

  /**
   * The value at a path, whose first name may be found further out; an empty path is the value itself. Only what a payload holds
   * is found, never what every object has. `-last` tells whether it is the last of its list.
   */
  find(path: readonly string[]): unknown {
    const [name, ...rest] = path;
    if (name === undefined) return this.#value;
    if (name === '-last' && rest.length === 0) return this.#isLast;
    return has(this.#value, name) ? path.reduce(member, this.#value) : this.#outer?.find(path);
  }
}

function has(value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

function member(value: unknown, name: string): unknown {
  return has(value, name) ? value[name] : undefined;
}
