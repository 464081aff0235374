import type { FullAttempt } from './deliveries-api.ts';

type Request = Pick<NonNullable<FullAttempt['request']>, 'method' | 'url' | 'headers' | 'body' | 'encoding'>;

/** What curl works out by itself. */
const OWN_HEADERS = new Set(['content-length', 'host', 'connection', 'transfer-encoding']);

/** The request as a command for a POSIX shell. The log holds secrets masked, so it has none. */
export function curlCommand({ method, url, headers, body, encoding }: Request): string {
  const given = Object.entries(headers as Readonly<Record<string, unknown>>)
    .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${quoted(`${name}: ${String(value)}`)}`);
  const parts = [`curl -X ${quoted(method)} ${quoted(url)}`, ...given];
  if (encoding === 'base64' && body !== '')
    return `printf %s ${quoted(body)} | base64 -d | ${[...parts, '--data-binary @-'].join(' \\\n  ')}`;
  // `--data` would read a file where the body begins with an @.
  return (body === '' ? parts : [...parts, `--data-raw ${quoted(body)}`]).join(' \\\n  ');
}

function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
