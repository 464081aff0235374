import { EgressRefusedError, egressLookup, portOf } from '@patchbay/service-kit/outbound';
import type { EgressPolicy } from '@patchbay/service-kit/outbound';

interface Exception {
  /** With a dot in front, a domain with all below it. */
  readonly host: string;
  readonly port: number | undefined;
}

/** The operator's proxy, and the hosts that are called without it. */
export class EgressProxy {
  readonly url: string;
  readonly #exceptions: readonly Exception[];

  constructor(url: string, exceptions: readonly string[]) {
    this.url = url;
    this.#exceptions = exceptions.map(parseException);
  }

  /** Whether calls to that address go through the proxy. */
  isFor(url: URL): boolean {
    if (this.#exceptions.length === 0) return true;
    const host = url.hostname.replaceAll(/[[\]]/g, '');
    const port = portOf(url);
    return !this.#exceptions.some(
      (exception) => (exception.port === undefined || exception.port === port) && covers(exception, host),
    );
  }
}

/** As `NO_PROXY` has them: `host`, `host:port`, `.domain`, `[::1]:8080`. */
function parseException(entry: string): Exception {
  const { host = entry, port } = /^\[?(?<host>.+?)\]?(?::(?<port>\d{1,5}))?$/.exec(entry)?.groups ?? {};
  const isBareIpv6 = !entry.startsWith('[') && entry.split(':').length > 2;
  return isBareIpv6
    ? { host: entry.toLowerCase(), port: undefined }
    : { host: host.toLowerCase(), port: port === undefined ? undefined : Number(port) };
}

function covers({ host: named }: Exception, host: string): boolean {
  return named.startsWith('.') ? host === named.slice(1) || host.endsWith(named) : host === named;
}

/**
 * Checks where a name leads before it is handed to a proxy. What can't be resolved here is left to the proxy, which may know
 * names that the worker does not.
 */
export function refusalOfName(
  policy: EgressPolicy,
  url: URL,
  answer: (refusal: EgressRefusedError | undefined) => void,
): void {
  egressLookup(policy, portOf(url))(url.hostname.replaceAll(/[[\]]/g, ''), { all: true }, (error) => {
    answer(error instanceof EgressRefusedError ? error : undefined);
  });
}
