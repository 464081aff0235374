import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { HealthMetrics } from './health-metrics.ts';
import { HealthSink } from './health.sink.ts';
import { HealthStore } from './health.store.ts';
import { changeOf } from './integration-health.ts';
import type { IntegrationHealth } from './integration-health.ts';
import { OperationsWebhook } from './operations-webhook.ts';

type PublisherConfig = Pick<ConfigServiceConfig, 'PUBLISH_INTERVAL' | 'PUBLISH_BATCH' | 'PUBLISH_CLAIM'>;

/** Brings each change of health from MongoDB to the workers and to operators. It may end anywhere, and any replica goes on. */
@Injectable()
export class HealthPublisher {
  readonly #store: HealthStore;
  readonly #sink: HealthSink;
  readonly #operations: OperationsWebhook;
  readonly #metrics: HealthMetrics;
  readonly #config: PublisherConfig;
  readonly #logger: Logger;
  #isNudged = false;
  #isStopped = false;
  #wake: (() => void) | undefined;

  constructor(
    store: HealthStore,
    sink: HealthSink,
    operations: OperationsWebhook,
    metrics: HealthMetrics,
    @Inject(CONFIG) config: PublisherConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#sink = sink;
    this.#operations = operations;
    this.#metrics = metrics;
    this.#config = config;
    this.#logger = logger;
  }

  /** Says that there is something to publish. */
  nudge(): void {
    this.#isNudged = true;
    this.#wake?.();
  }

  /** Publishes until {@link stop}; failures are logged and tried again at the next interval. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isNudged = false;
      const isOver = await this.#round();
      if (isOver) await this.#pause();
    }
  }

  /** Lets the round under way be the last one. */
  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
  }

  /** Publishes one batch. @returns how many there were; none while Kafka was never there */
  async publishBatch(): Promise<number> {
    const { PUBLISH_BATCH: limit, PUBLISH_CLAIM: claimMs } = this.#config;
    const claimed = this.#sink.isOpen ? await this.#store.claimUnpublished(limit, claimMs) : [];
    if (claimed.length > 0) await this.#publish(claimed);
    this.#metrics.show(await this.#store.countByState());
    return claimed.length;
  }

  async #publish(claimed: readonly IntegrationHealth[]): Promise<void> {
    const changes = claimed.flatMap(({ pending }) => pending);
    try {
      // Workers need the newest alone, operators every one.
      await this.#sink.send(claimed.map(changeOf));
      await this.#operations.tell(changes);
    } catch (error) {
      await this.#store.release(claimed.map(({ id }) => id));
      throw error;
    }
    await this.#store.markPublished(claimed.map(({ id, version }) => ({ id, version })));
    this.#metrics.published(changes);
  }

  /** @returns whether there is a reason to wait: nothing to publish, or a failure */
  async #round(): Promise<boolean> {
    try {
      return (await this.publishBatch()) === 0;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.debug({ reason }, 'health is not published yet; trying again');
      this.#isNudged = false;
      return true;
    }
  }

  #pause(): Promise<void> {
    if (this.#isNudged || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, this.#config.PUBLISH_INTERVAL);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
