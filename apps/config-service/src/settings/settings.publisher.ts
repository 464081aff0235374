import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { SettingsRevision } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import type { IntegrationSettings } from './integration-settings.ts';
import { toRevision } from './kept-properties.ts';
import { RevisionSink } from './revision.sink.ts';
import { SettingsMetrics } from './settings-metrics.ts';
import { SettingsStore } from './settings.store.ts';
import type { Tombstone } from './settings.store.ts';

type PublisherConfig = Pick<
  ConfigServiceConfig,
  'PUBLISH_INTERVAL' | 'PUBLISH_BATCH' | 'PUBLISH_CLAIM' | 'SEALING_KEYS'
>;

/**
 * Brings every revision from the outbox to Kafka: right after a write of this process, else at intervals. It holds nothing
 * in memory that matters, so it may end anywhere and any replica takes over what it left.
 */
@Injectable()
export class SettingsPublisher {
  readonly #store: SettingsStore;
  readonly #sink: RevisionSink;
  readonly #metrics: SettingsMetrics;
  readonly #config: PublisherConfig;
  readonly #logger: Logger;
  #isNudged = false;
  #isStopped = false;
  #problem: string | undefined;
  #wake: (() => void) | undefined;

  constructor(
    store: SettingsStore,
    sink: RevisionSink,
    metrics: SettingsMetrics,
    @Inject(CONFIG) config: PublisherConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#sink = sink;
    this.#metrics = metrics;
    this.#config = config;
    this.#logger = logger;
  }

  /** Says that there is something to publish. Costs nothing while a round is under way. */
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
    this.#metrics.showUnpublished(await this.#store.countUnpublished());
    return claimed.length;
  }

  async #publish(claimed: readonly (IntegrationSettings | Tombstone)[]): Promise<void> {
    const tombstones = claimed.filter((one) => 'isBuried' in one);
    const revisions = claimed.flatMap((one) => ('isBuried' in one ? [] : (this.#revisionOf(one) ?? [])));
    if (revisions.length + tombstones.length === 0) return;
    try {
      await this.#sink.send(
        revisions,
        tombstones.map(({ id }) => id),
      );
    } catch (error) {
      await this.#store.release(claimed.map(({ id }) => id));
      throw error;
    }
    const published = revisions.map(({ id, revision }) => ({ id, revision }));
    const gone = await this.#store.markPublished([...published, ...tombstones]);
    if (gone.length > 0) await this.#sink.send([], gone);
    this.#logger.debug({ count: revisions.length, deleted: tombstones.length }, 'published settings');
  }

  /** @returns nothing for settings that can't be opened: they stay claimed, and must not keep the others from being published. */
  #revisionOf(settings: IntegrationSettings): SettingsRevision | undefined {
    try {
      return toRevision(this.#config.SEALING_KEYS, settings);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, detail } = error;
      this.#logger.error({ code, detail }, 'settings can’t be published until they can be opened');
      return undefined;
    }
  }

  /** @returns whether there is a reason to wait: nothing to take from the outbox, or a failure. */
  async #round(): Promise<boolean> {
    try {
      const count = await this.publishBatch();
      if (this.#problem !== undefined) this.#logger.info('settings are being published again');
      this.#problem = undefined;
      return count === 0;
    } catch (error) {
      this.#report(error instanceof Error ? error.message : String(error));
      this.#isNudged = false;
      return true;
    }
  }

  /** Once for each reason: the same line every second hides all others. */
  #report(reason: string): void {
    if (reason !== this.#problem)
      this.#logger.warn({ reason }, 'settings are not published yet; trying again');
    this.#problem = reason;
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
