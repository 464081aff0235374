import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { MaintenanceLoop } from './maintenance/maintenance-loop.ts';
import { DeliverySink } from './sending/delivery.sink.ts';
import { JobRunner } from './sending/job-runner.ts';
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
  readonly #jobs: JobRunner;
  readonly #publisher: SettingsPublisher;
  readonly #maintenance: MaintenanceLoop;
  readonly #shutdown: AbortSignal;
  readonly #logger: Logger;
  #running: Promise<unknown> | undefined;

  constructor(
    storage: MongoStorage,
    sink: RevisionSink,
    deliveries: DeliverySink,
    jobs: JobRunner,
    publisher: SettingsPublisher,
    maintenance: MaintenanceLoop,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#storage = storage;
    this.#sink = sink;
    this.#deliveries = deliveries;
    this.#jobs = jobs;
    this.#publisher = publisher;
    this.#maintenance = maintenance;
    this.#shutdown = shutdown;
    this.#logger = logger;
  }

  onApplicationBootstrap(): void {
    this.#inBackground(
      this.#storage.open(this.#shutdown).then(() => {
        this.#running = Promise.all([this.#publisher.run(), this.#maintenance.run(), this.#jobs.run()]);
        return this.#running;
      }),
    );
    this.#inBackground(this.#sink.open(this.#shutdown));
    this.#inBackground(this.#deliveries.open(this.#shutdown));
  }

  async onApplicationShutdown(): Promise<void> {
    this.#publisher.stop();
    this.#maintenance.stop();
    this.#jobs.stop();
    const isOver = await Promise.race([
      this.#running?.then(() => true) ?? true,
      new Promise<boolean>((resolve) => setTimeout(resolve, LAST_BATCH_MS, false).unref()),
    ]);
    if (isOver) await this.#sink.close();
    else this.#logger.warn('the last settings are not published; they stay in the outbox');
    await this.#deliveries.close();
    await this.#storage.close();
  }

  /** Connecting ends with an error when the process is told to stop, and only then; any other is a defect and ends it. */
  #inBackground(work: Promise<unknown>): void {
    void work.catch((error: unknown) => {
      if (!this.#shutdown.aborted) throw error;
      this.#logger.debug({ err: error }, 'stopped before MongoDB and Kafka were there');
    });
  }
}
