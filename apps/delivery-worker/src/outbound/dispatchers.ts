import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Agent, Pool, ProxyAgent, buildConnector } from 'undici';
import type { Dispatcher } from 'undici';
import type { ClientCertificate } from '@patchbay/integration-contracts';
import { egressLookup, portOf } from '@patchbay/service-kit/outbound';
import type { EgressPolicy, OutgoingRequest } from '@patchbay/service-kit/outbound';
import type { EgressProxy } from './egress-proxy.ts';
import { MeasuredClient } from './measured-client.ts';

export interface DispatcherOptions {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly connectionsPerOrigin: number;
  /** Absent where the worker calls out by itself. */
  readonly proxy?: EgressProxy | undefined;
}

/** How a receiver is spoken to; connections are only shared by requests that agree in it. */
interface Manner {
  readonly verifyTls: boolean;
  readonly isProxied: boolean;
  readonly clientCertificate: ClientCertificate | undefined;
}

/** Idle connections are closed before common servers (5 s) would do it under a request. */
const KEEP_ALIVE_MS = 4000;
/** Client certificates whose connections are kept. */
const MAX_CERTIFICATES = 200;

/** The pools of connections: one kind for each combination of proxy, certificate check and client certificate. */
export class Dispatchers {
  readonly #policy: EgressPolicy;
  readonly #options: DispatcherOptions;
  readonly #plain = new Map<string, Dispatcher>();
  readonly #byCertificate = new LRUCache<string, Dispatcher>({
    max: MAX_CERTIFICATES,
    // What is under way may end.
    dispose: (evicted) => void evicted.close().catch(() => undefined),
  });

  constructor(policy: EgressPolicy, options: DispatcherOptions) {
    this.#policy = policy;
    this.#options = options;
  }

  of({ url, verifyTls, clientCertificate }: OutgoingRequest): Dispatcher {
    const isProxied = this.#options.proxy?.isFor(url) === true;
    const manner = { verifyTls, isProxied, clientCertificate };
    const kept = clientCertificate === undefined ? this.#plain : this.#byCertificate;
    const key = keyOf(manner);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = this.#make(manner);
    kept.set(key, made);
    return made;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#plain.values(), ...this.#byCertificate.values()].map((one) => one.destroy()));
  }

  #make({ verifyTls, isProxied, clientCertificate }: Manner): Dispatcher {
    const { connectionsPerOrigin, connectTimeoutMs, timeoutMs, proxy } = this.#options;
    const tls = { rejectUnauthorized: verifyTls, ...pemOf(clientCertificate) };
    const pool = {
      connections: connectionsPerOrigin,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    };
    if (isProxied && proxy !== undefined)
      return new ProxyAgent({ ...pool, uri: proxy.url, requestTls: tls, connectTimeout: connectTimeoutMs });
    return new Agent({
      factory: (origin) =>
        new Pool(origin, {
          ...pool,
          // One for all connections of the origin, since it keeps the TLS sessions.
          connect: buildConnector({
            ...tls,
            allowH2: false,
            timeout: connectTimeoutMs,
            lookup: egressLookup(this.#policy, portOf(new URL(origin))),
          }),
          factory: (own, options) => new MeasuredClient(own, options),
        }),
    });
  }
}

function keyOf({ verifyTls, isProxied, clientCertificate }: Manner): string {
  const manner = verifyTls
    ? isProxied
      ? 'verifying proxied'
      : 'verifying'
    : isProxied
      ? 'proxied'
      : 'plain';
  if (clientCertificate === undefined) return manner;
  const { certificate, key, passphrase = '' } = clientCertificate;
  // The key ring of a heap dump is long enough without these.
  return `${manner} ${hash('sha256', JSON.stringify([certificate, key, passphrase]))}`;
}

function pemOf(given: ClientCertificate | undefined): object {
  if (given === undefined) return {};
  const { certificate: cert, key, passphrase } = given;
  return { cert, key, ...(passphrase !== undefined && { passphrase }) };
}
