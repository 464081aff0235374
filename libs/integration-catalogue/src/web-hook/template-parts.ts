import Mustache from 'mustache';

/** A `{{path}}`; inside a JSON string its value is written without quotes of its own. */
export interface ValuePart {
  readonly kind: 'value';
  readonly path: readonly string[];
  readonly isInString: boolean;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | ValuePart
  | {
      readonly kind: 'section';
      readonly path: readonly string[];
      readonly isInverted: boolean;
      readonly parts: readonly TemplatePart[];
    };

/** As mustache.js has them: symbol, what stands there, its place, and what a section holds. */
type Token = readonly [symbol: string, text: string, start: number, end: number, within?: readonly Token[]];

/** The parser looks for the end of a tag in a way that would take long in text without one. */
const MAX_TAG = 200;
const MAX_DEPTH = 16;

/**
 * Takes a template apart. Mustache's own renderer is not used: it knows neither JSON nor bounds, and calls functions that it finds.
 * @throws Error that says what is wrong, for people
 */
export function templateParts(template: string): readonly TemplatePart[] {
  refuseUnknownTags(template);
  const reader = new PartReader();
  // A writer of its own, since each has a cache without bound; its types leave the tokens open.
  const tokens = new Mustache.Writer().parse(template) as readonly Token[];
  const parts = reader.read(tokens, 0);
  if (reader.isInString) throw new SyntaxError('a quote is not closed');
  return parts;
}

/** Partials, other delimiters and unescaped values: none of them has a use in JSON. */
function refuseUnknownTags(template: string): void {
  for (let start = template.indexOf('{{'); start !== -1; start = template.indexOf('{{', start)) {
    const end = template.indexOf('}}', start);
    if (end === -1 || end - start > MAX_TAG) throw new SyntaxError(`the tag at ${start} is not closed`);
    const symbol = template
      .slice(start + 2, end)
      .trim()
      .charAt(0);
    if (symbol === '{') throw new SyntaxError(`write a blank between the braces at ${start}`);
    if (/[>=&]/.test(symbol)) throw new SyntaxError(`the tag at ${start} is of a kind that is not available`);
    start = end + 2;
  }
}

/** Reads tokens in order, and knows whether it is inside a JSON string: no value can change that, since values are escaped. */
class PartReader {
  isInString = false;
  #isEscaping = false;

  read(tokens: readonly Token[], depth: number): readonly TemplatePart[] {
    if (depth > MAX_DEPTH) throw new SyntaxError(`sections are nested more than ${MAX_DEPTH} deep`);
    return tokens.flatMap((token) => this.#partOf(token, depth) ?? []);
  }

  #partOf([symbol, text, start, , within = []]: Token, depth: number): TemplatePart | undefined {
    if (symbol === '!') return undefined;
    if (symbol === 'text') return this.#textOf(text);
    if (this.#isBehindBackslash()) throw new SyntaxError(`a tag at ${start} stands behind a backslash`);
    const path = pathOf(text, start);
    if (symbol === 'name') return { kind: 'value', path, isInString: this.isInString };
    const before = this.isInString;
    const parts = this.read(within, depth + 1);
    // However often it is passed, what follows must be read in the same way.
    if (this.isInString !== before || this.#isBehindBackslash())
      throw new SyntaxError(`a quote must be closed in the section in which it is opened: ${text}`);
    return { kind: 'section', path, isInverted: symbol === '^', parts };
  }

  #isBehindBackslash(): boolean {
    return this.#isEscaping;
  }

  #textOf(text: string): TemplatePart {
    for (const character of text) {
      if (this.#isEscaping) this.#isEscaping = false;
      else if (character === '"') this.isInString = !this.isInString;
      else this.#isEscaping = this.isInString && character === '\\';
    }
    return { kind: 'text', text };
  }
}

function pathOf(text: string, start: number): readonly string[] {
  const path = text.trim();
  if (path === '') throw new SyntaxError(`the tag at ${start} is empty`);
  return path === '.' ? [] : path.split('.');
}
