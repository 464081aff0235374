import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Principal } from '../access/principal.ts';

/** The parts of Fastify's request that are used here, and what the guard adds to it. */
export interface ServiceRequest {
  /** Unique per request; also the answer's `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly ip: string;
  readonly protocol: string;
  /** As the caller wrote it, or a trusted proxy. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly routeOptions: { readonly url?: string };
  principal?: Principal;
  scope?: ScopeKey;
}
