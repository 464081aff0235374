import type { ProblemValues } from '@patchbay/integration-contracts';

type HeaderProblem =
  | { readonly name: 'bad_header'; readonly values: ProblemValues }
  | { readonly name: 'reserved_header' | 'repeated_header'; readonly values: ProblemValues }
  | 'too_many_headers';

export const HEADER_PROBLEMS = {
  bad_header: 'must have one `Name: value` a line, in ASCII; line {line} is none',
  reserved_header: 'must not have {header}, which is not for settings to set',
  repeated_header: 'must not have {header} twice',
  too_many_headers: 'must have at most 20 headers',
} as const;

const MAX_HEADERS = 20;
/** RFC 9110 §5.6.2 and §5.5, without what is beyond ASCII. */
const LINE = /^([\w!#$%&'*+.^`|~-]{1,100}):[ \t]*([\x20-\x7e]*)$/;
/** What frames the message or concerns the connection alone. */
const CONNECTION = [
  ...['connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer'],
  ...['proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'transfer-encoding', 'upgrade'],
];
/** What the worker says of the request. */
const RESERVED: ReadonlySet<string> = new Set([
  ...CONNECTION,
  ...['content-type', 'idempotency-key', 'user-agent'],
]);
const RESERVED_PREFIXES = ['x-gitlab-', 'x-patchbay-', 'webhook-'];

/** The headers of a text with one `Name: value` a line, names in lower case. Only for texts that have no problem. */
export function customHeaders(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    linesOf(text).map((line): [string, string] => {
      const [, name = '', value = ''] = LINE.exec(line) ?? [];
      return [name.toLowerCase(), value.trim()];
    }),
  );
}

/** What is wrong with such a text; no value is repeated. */
export function customHeadersProblem(text: string): HeaderProblem | undefined {
  const lines = linesOf(text);
  if (lines.length > MAX_HEADERS) return 'too_many_headers';
  const names = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const header = LINE.exec(line)?.[1];
    if (header === undefined) return { name: 'bad_header', values: { line: index + 1 } };
    const name = header.toLowerCase();
    if (RESERVED.has(name) || RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)))
      return { name: 'reserved_header', values: { header } };
    if (names.has(name)) return { name: 'repeated_header', values: { header } };
    names.add(name);
  }
  return undefined;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
