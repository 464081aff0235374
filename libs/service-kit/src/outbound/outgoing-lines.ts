import type { LinesSpec } from '@patchbay/integration-contracts';
import type { OutgoingLines } from './exchange.ts';

const CONTROL = /[\0\r\n]/;

/** @throws TypeError when a line has a line break in it, or the address is none */
export function outgoingLines(spec: LinesSpec): OutgoingLines {
  const name = spec.host.toLowerCase();
  const host = name.includes(':') ? `[${name}]` : name;
  // Unlike http, `tcp:` has a URL keep the case, and one service would have several breakers.
  const url = URL.parse(`tcp://${host}:${spec.port}`);
  if (url === null || url.port === '') throw new TypeError('host and port to connect to are not valid');
  if (spec.lines.some((line) => CONTROL.test(line))) throw new TypeError('a line has a line break in it');
  const body = spec.lines.map((line) => `${line}\n`).join('');
  return { method: 'TCP', url, origin: `tcp://${url.host}`, headers: {}, body, lines: spec };
}
