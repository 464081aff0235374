// Also keeps control characters and lists of addresses out of a mail's headers.
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;

export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** The addresses in a list that blanks or commas separate, each once; what is no address is left out. */
export function mailAddresses(list: string): readonly string[] {
  const byName = new Map<string, string>();
  for (const entry of list.split(/[\s,]+/)) {
    if (isMailAddress(entry) && !byName.has(entry.toLowerCase())) byName.set(entry.toLowerCase(), entry);
  }
  return [...byName.values()];
}
