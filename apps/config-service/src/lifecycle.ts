import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { DeliverySink } from './sending/delivery.sink.ts';
import { RevisionSink } from './settings/revision.sink.ts';
import { SettingsPublisher } from './settings/settings.publisher.ts';
import { MongoStorage } from './storage/mongo-storage.ts';

/** How long the last batch may take; what is not published by then is in the outbox for the next process. */
const LAST_BATCH_MS = 5000;

/** Opens and closes what needs MongoDB and Kafka, neither of which has to be there when the process starts. */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #storage: MongoStorage;
  readonly #sink: RevisionSink;
  readonly #deliveries: DeliverySink;
  readonly #publisher: SettingsPublisher;
  readonly #shutdown: AbortSignal;
  readonly #logger: Logger;
  #publishing: Promise<void> | undefined;

  constructor(
    storage: MongoStorage,
    sink: RevisionSink,
    deliveries: DeliverySink,
    publisher: SettingsPublisher,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#storage = storage;
    this.#sink = sink;
    this.#deliveries = deliveries;
    this.#publisher = publisher;
    this.#shutdown = shutdown;
    this.#logger = logger;
  }

  onApplicationBootstrap(): void {
    this.#inBackground(
      this.#storage.open(this.#shutdown).then(() => {
        this.#publishing = this.#publisher.run();
        return this.#publishing;
      }),
    );
    this.#inBackground(this.#sink.open(this.#shutdown));
    this.#inBackground(this.#deliveries.open(this.#shutdown));
  }

  async onApplicationShutdown(): Promise<void> {
    this.#publisher.stop();
    const isOver = await Promise.race([
      this.#publishing?.then(() => true) ?? true,
      new Promise<boolean>((resolve) => setTimeout(resolve, LAST_BATCH_MS, false).unref()),
    ]);
    if (isOver) await this.#sink.close();
    else this.#logger.warn('the last settings are not published; they stay in the outbox');
    await this.#deliveries.close();
    await this.#storage.close();
  }

  /** Connecting ends with an error when the process is told to stop, and only then; any other is a defect and ends it. */
  #inBackground(work: Promise<void>): void {
    void work.catch((error: unknown) => {
      if (!this.#shutdown.aborted) throw error;
      this.#logger.debug({ err: error }, 'stopped before MongoDB and Kafka were there');
    });
  }
}
