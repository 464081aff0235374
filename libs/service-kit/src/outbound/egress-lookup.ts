import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { EgressPolicy } from './egress-policy.ts';

/** The policy forbids the destination; the message says which address and why. */
export class EgressRefusedError extends Error {
  override readonly name = 'EgressRefusedError';
}

type Resolved = (error: Error | null, addresses: LookupAddress[]) => void;
type Resolve = (hostname: string, callback: Resolved) => void;

/**
 * One look-up for all who ask for a name at the same time. The system resolves in a pool of four threads: were each of an
 * origin's connections to take one, a name server that does not answer would hold up every other origin.
 */
export function shared(resolve: Resolve): Resolve {
  const underWay = new Map<string, Resolved[]>();
  return (hostname, callback) => {
    const waiting = underWay.get(hostname);
    if (waiting !== undefined) {
      waiting.push(callback);
      return;
    }
    const callbacks = [callback];
    underWay.set(hostname, callbacks);
    resolve(hostname, (error, addresses) => {
      underWay.delete(hostname);
      for (const answer of callbacks) answer(error, addresses);
    });
  };
}

const resolveAll = shared((hostname, callback) => {
  systemLookup(hostname, { all: true }, callback);
});

/**
 * The `lookup` of every outbound socket: resolves once, checks all addresses, and hands only those to the connection, so
 * that what was checked is what is dialled. One bad address refuses the name: a name must not lead to both.
 */
export function egressLookup(
  policy: EgressPolicy,
  port: number,
  resolve: Resolve = resolveAll,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      for (const { address } of addresses) {
        const refusal = policy.refusal(hostname, address, port);
        if (refusal !== undefined) {
          callback(new EgressRefusedError(refusal), []);
          return;
        }
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Sockets don't look literal addresses up, so those are checked here. Host names are left to the look-up. */
export function refusalOfLiteral(policy: EgressPolicy, url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? undefined : policy.refusal(host, host, portOf(url));
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
