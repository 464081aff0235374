const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Tells whether a JSON text nests deeper than `limit`, without parsing it: V8 parses any depth, but whoever walks or
 * prints the result recursively would run out of stack. One pass over the characters, about 1 ns each.
 */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    // In ASCII, "[" and "{" differ in one bit only, and so do "]" and "}".
    else if ((code | 0x20) === 0x7b) {
      if (++depth > limit) return true;
    } else if ((code | 0x20) === 0x7d) depth--;
  }
  return false;
}
