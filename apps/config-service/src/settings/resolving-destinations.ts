import { Inject, Injectable } from '@nestjs/common';
import {
  EgressPolicy,
  EgressRefusedError,
  egressLookup,
  portOf,
  refusalOfLiteral,
} from '@patchbay/service-kit/outbound';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Destinations } from './destinations.ts';

type DestinationsConfig = Pick<ConfigServiceConfig, 'EGRESS_ALLOW' | 'URL_CHECK_TIMEOUT'>;

/**
 * Gives the verdict that the worker would give now, by the same policy and the same way to look names up. A name that can't be
 * resolved in time passes: it may be resolved when something is delivered, and is checked then.
 */
@Injectable()
export class ResolvingDestinations extends Destinations {
  readonly #policy: EgressPolicy;
  readonly #timeoutMs: number;

  constructor(@Inject(CONFIG) config: DestinationsConfig) {
    super();
    this.#policy = new EgressPolicy(config.EGRESS_ALLOW);
    this.#timeoutMs = config.URL_CHECK_TIMEOUT;
  }

  override async refusalOf(url: URL): Promise<string | undefined> {
    const refusal = refusalOfLiteral(this.#policy, url);
    if (refusal !== undefined || this.#timeoutMs === 0) return refusal;
    return this.#lookedUp(url);
  }

  #lookedUp(url: URL): Promise<string | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#timeoutMs, undefined);
      egressLookup(this.#policy, portOf(url))(url.hostname, { all: true }, (error) => {
        clearTimeout(timer);
        resolve(error instanceof EgressRefusedError ? error.message : undefined);
      });
    });
  }
}
