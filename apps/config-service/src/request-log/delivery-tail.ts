import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import type { Send } from '../streams/event-streams.ts';
import { attemptSummary } from './attempt-entity.ts';
import { RequestLog } from './request-log.ts';

/** So many are shown of one look at most; who wants to see each of more has the list. */
const PER_LOOK = 50;

/**
 * Tells of what is new in the request log of an integration. It looks again and again, because attempts come into the log
 * from every worker, some of them later than younger ones.
 */
@Injectable()
export class DeliveryTail {
  readonly #log: RequestLog;
  readonly #logger: Logger;
  readonly #intervalMs: number;

  constructor(
    log: RequestLog,
    @Inject(LOGGER) logger: Logger,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'STREAM_INTERVAL'>,
  ) {
    this.#log = log;
    this.#logger = logger;
    this.#intervalMs = config.STREAM_INTERVAL;
  }

  /** Sends `attempt` for each that comes from now on, oldest first. @returns what ends it */
  follow(integrationId: string, send: Send): () => void {
    const stopped = new AbortController();
    void this.#look(integrationId, send, { stopped: stopped.signal });
    return () => {
      stopped.abort();
    };
  }

  async #look(
    integrationId: string,
    send: Send,
    { stopped, seen }: { readonly stopped: AbortSignal; readonly seen?: ReadonlySet<string> },
  ): Promise<void> {
    let known = seen;
    try {
      const filter = { integrationIds: [integrationId] };
      const { attempts: newest } = await this.#log.search({ filter, limit: PER_LOOK });
      // What was there at the first look is in the list that the reader has.
      const fresh = known === undefined ? [] : newest.filter(({ id }) => known?.has(id) === false);
      for (const attempt of fresh.toReversed()) send('attempt', attemptSummary(attempt));
      known = new Set(newest.map(({ id }) => id));
    } catch (error) {
      // MongoDB will be back, and the reader sees no gap then.
      this.#logger.debug({ err: error }, 'the request log could not be followed; trying again');
    }
    if (stopped.aborted) return;
    setTimeout(
      () => void this.#look(integrationId, send, { stopped, ...(known && { seen: known }) }),
      this.#intervalMs,
    ).unref();
  }
}
