/** A stretch of a text, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds where the value of a top-level member stands, so that it can be passed on byte for byte instead of being
 * parsed and printed again. The text must be a sound JSON object. Of several members with one name the last counts,
 * as with `JSON.parse`.
 */
export function locateMember(text: string, name: string): Span | undefined {
  let found: Span | undefined;
  let start: number | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      if (depth === 1 && start === undefined) start = valueStart(text, { start: at, end }, name);
      at = end - 1;
    } else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']' || char === ',') {
      const isMemberEnd = depth === 1;
      if (isMemberEnd && start !== undefined) {
        found = { start, end: start + text.slice(start, at).trimEnd().length };
        start = undefined;
      }
      if (char !== ',') depth--;
    }
  }
  return found;
}

function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
  return end + 1;
}

/** Where the value begins, if the string is the wanted key; a string without a colon behind it is a value itself. */
function valueStart(text: string, key: Span, name: string): number | undefined {
  const colon = skipBlanks(text, key.end);
  if (text.charAt(colon) !== ':' || JSON.parse(text.slice(key.start, key.end)) !== name) return undefined;
  return skipBlanks(text, colon + 1);
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\n\r'.includes(text.charAt(next))) next++;
  return next;
}
