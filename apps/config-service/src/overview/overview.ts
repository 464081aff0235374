import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import type { Send } from '../streams/event-streams.ts';
import { Backlog } from './backlog.ts';
import type { BacklogMeasure } from './backlog.ts';

export interface OverviewEntity {
  readonly at: string;
  /** Between this measure and the one before; `null` for a first one. */
  readonly events_per_second: number | null;
  readonly deliveries_per_second: number | null;
  readonly lag: BacklogMeasure['lag'];
  readonly retries_waiting: BacklogMeasure['retries'];
  readonly dead_letters: number;
}

/** A rate over a longer time says nothing of now. */
const MAX_RATE_MS = 60_000;

/** Tells how busy the installation is: measured once for all who watch, and not at all while nobody does. */
@Injectable()
export class Overview {
  readonly #backlog: Backlog;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #intervalMs: number;
  readonly #watchers = new Set<Send>();
  #timer: NodeJS.Timeout | undefined;
  #last: { readonly measure: BacklogMeasure; readonly entity: OverviewEntity } | undefined;
  #underWay: Promise<OverviewEntity> | undefined;

  constructor(
    backlog: Backlog,
    clock: Clock,
    @Inject(LOGGER) logger: Logger,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'OVERVIEW_INTERVAL'>,
  ) {
    this.#backlog = backlog;
    this.#clock = clock;
    this.#logger = logger;
    this.#intervalMs = config.OVERVIEW_INTERVAL;
  }

  /** At most one interval old. @throws AppError `kafka_unavailable` */
  now(): Promise<OverviewEntity> {
    const ageMs = this.#clock.now().getTime() - (this.#last?.measure.at.getTime() ?? -Infinity);
    if (this.#last !== undefined && ageMs < this.#intervalMs) return Promise.resolve(this.#last.entity);
    this.#underWay ??= this.#measure().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Sends `overview` now and after each interval. @returns what ends it */
  watch(send: Send): () => void {
    this.#watchers.add(send);
    void this.#show([send]);
    this.#timer ??= setInterval(() => void this.#show(this.#watchers), this.#intervalMs);
    return () => {
      this.#watchers.delete(send);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #show(to: Iterable<Send>): Promise<void> {
    try {
      const entity = await this.now();
      for (const send of to) send('overview', entity);
    } catch (error) {
      this.#logger.debug({ err: error }, 'the overview could not be measured; trying again');
    }
  }

  async #measure(): Promise<OverviewEntity> {
    const measure = await this.#backlog.measure();
    const before = this.#last?.measure;
    const passedMs = before === undefined ? Infinity : measure.at.getTime() - before.at.getTime();
    const rate = (count: number): number | null =>
      passedMs > MAX_RATE_MS || passedMs <= 0
        ? null
        : Math.max(0, Math.round((count * 10_000) / passedMs) / 10);
    const entity: OverviewEntity = {
      at: measure.at.toISOString(),
      events_per_second: rate(measure.events - (before?.events ?? 0)),
      deliveries_per_second: rate(measure.deliveries - (before?.deliveries ?? 0)),
      ...{ lag: measure.lag, retries_waiting: measure.retries, dead_letters: measure.deadLetters },
    };
    this.#last = { measure, entity };
    return entity;
  }
}
