import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { decodeBacklog } from './mongo-backlog-pack.ts';
import { RequestLogStore } from './request-log.store.ts';

export const BACKLOG_PATTERN = 'request-log-backlog';
const WAIT_MS = 500;

/** Brings attempts from the backlog topic into MongoDB once it answers again. */
@Controller()
export class BacklogController {
  readonly #store: RequestLogStore;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;

  constructor(
    store: RequestLogStore,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
  ) {
    this.#store = store;
    this.#logger = logger;
    this.#shutdown = shutdown;
  }

  @EventPattern(BACKLOG_PATTERN)
  async bringBack(@Payload() record: KafkaRecord): Promise<void> {
    const attempts = this.#decode(record);
    while (!this.#store.isReachable) await sleep(WAIT_MS, undefined, { signal: this.#shutdown });
    if (attempts.length > 0) await this.#store.write(attempts);
  }

  /** Only a defect of ours makes a pack unreadable; it is reported, and does not stop the others. */
  #decode({ value, partition, offset }: KafkaRecord): AttemptDocument[] {
    try {
      return decodeBacklog(value ?? Buffer.alloc(0));
    } catch (error) {
      this.#logger.error(
        { err: error, partition, offset },
        'a backlog record could not be read and was skipped',
      );
      return [];
    }
  }
}
