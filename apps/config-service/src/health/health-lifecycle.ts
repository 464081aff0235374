import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { HealthPublisher } from './health.publisher.ts';
import { HealthSink } from './health.sink.ts';

/** How long the last batch may take; what is not published by then is in the outbox for the next process. */
const LAST_BATCH_MS = 5000;

/** Publishes changes of health as long as the process runs; neither MongoDB nor Kafka has to be there when it starts. */
@Injectable()
export class HealthLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #publisher: HealthPublisher;
  readonly #sink: HealthSink;
  readonly #shutdown: AbortSignal;
  readonly #logger: Logger;
  #running: Promise<void> | undefined;

  constructor(
    publisher: HealthPublisher,
    sink: HealthSink,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#publisher = publisher;
    this.#sink = sink;
    this.#shutdown = shutdown;
    this.#logger = logger;
  }

  onApplicationBootstrap(): void {
    this.#running = this.#publisher.run();
    void this.#sink.open(this.#shutdown).catch((error: unknown) => {
      if (!this.#shutdown.aborted) throw error;
      this.#logger.debug({ err: error }, 'stopped before Kafka was there');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#publisher.stop();
    const isOver = await Promise.race([
      this.#running?.then(() => true) ?? true,
      new Promise<boolean>((resolve) => setTimeout(resolve, LAST_BATCH_MS, false).unref()),
    ]);
    if (isOver) await this.#sink.close();
    else this.#logger.warn('the last changes of health are not published; they stay in the outbox');
  }
}
