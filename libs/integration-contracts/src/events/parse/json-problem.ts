/** Where a text stops being JSON. `offset` counts UTF-16 units from 0, `line` and `column` count from 1. */
export interface JsonProblem {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** What would have been right there, for a sentence: `a value`, `"," or "}"`. */
  readonly expected: string;
}

type State = 'value' | 'first item' | 'key' | 'first key' | 'colon' | 'separator' | 'end';

interface Progress {
  /** Closing brackets still owed, innermost last. */
  readonly owed: ('}' | ']')[];
  state: State;
  at: number;
}

const BLANKS = /[ \t\n\r]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Finds the first place at which a text is not JSON; `undefined` when it is sound. `JSON.parse` tells the place of some
 * mistakes only, and quotes the text around it, which may be a secret. Only texts that it refused come here.
 */
export function locateJsonProblem(text: string): JsonProblem | undefined {
  const progress: Progress = { owed: [], state: 'value', at: 0 };
  for (;;) {
    progress.at = endOf(BLANKS, text, progress.at) ?? progress.at;
    if (progress.at >= text.length) return progress.state === 'end' ? undefined : problemAt(text, progress);
    if (!advance(text, progress)) return problemAt(text, progress);
  }
}

/** Takes one token; says whether there was one that fits. Otherwise `at` is left where the trouble is. */
function advance(text: string, progress: Progress): boolean {
  const next = text.charAt(progress.at);
  switch (progress.state) {
    case 'first item':
      return next === ']' ? close(progress) : value(text, next, progress);
    case 'value':
      return value(text, next, progress);
    case 'first key':
      return next === '}' ? close(progress) : next === '"' && string(text, progress, 'colon');
    case 'key':
      return next === '"' && string(text, progress, 'colon');
    case 'colon':
      return next === ':' && move(progress, 1, 'value');
    case 'separator':
      if (next === progress.owed.at(-1)) return close(progress);
      return next === ',' && move(progress, 1, progress.owed.at(-1) === '}' ? 'key' : 'value');
    case 'end':
      return false;
  }
}

function value(text: string, next: string, progress: Progress): boolean {
  if (next === '"') return string(text, progress, afterValue(progress));
  if (next === '{' || next === '[') {
    progress.owed.push(next === '{' ? '}' : ']');
    return move(progress, 1, next === '{' ? 'first key' : 'first item');
  }
  const end = endOf(SCALAR, text, progress.at);
  return end !== undefined && move(progress, end - progress.at, afterValue(progress));
}

function string(text: string, progress: Progress, state: State): boolean {
  for (let at = progress.at + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return move(progress, at + 1 - progress.at, state);
    const end = char === '\\' ? endOf(ESCAPE, text, at) : char < ' ' ? undefined : at + 1;
    if (end === undefined) {
      progress.at = at;
      return false;
    }
    at = end - 1;
  }
  progress.at = text.length;
  return false;
}

function close(progress: Progress): boolean {
  progress.owed.pop();
  return move(progress, 1, afterValue(progress));
}

function move(progress: Progress, length: number, state: State): boolean {
  progress.at += length;
  progress.state = state;
  return true;
}

function afterValue({ owed }: Progress): State {
  return owed.length === 0 ? 'end' : 'separator';
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function problemAt(text: string, { at, state, owed }: Progress): JsonProblem {
  const before = text.slice(0, at);
  const expected = {
    value: 'a value',
    'first item': 'a value or "]"',
    key: 'a key in double quotes',
    'first key': 'a key in double quotes or "}"',
    colon: '":"',
    separator: `"," or "${owed.at(-1) ?? ''}"`,
    end: 'nothing more',
  }[state];
  return { offset: at, line: before.split('\n').length, column: at - before.lastIndexOf('\n'), expected };
}
