import { Injectable } from '@nestjs/common';
import { slugOf } from '@patchbay/integration-contracts';
import type { Outcome, ScopeKey } from '@patchbay/integration-contracts';
import { LRUCache } from 'lru-cache';
import { Clock } from '../settings/clock.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { RequestLog } from './request-log.ts';
import type { HourCount } from './request-log.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Many look at one list, and each looks at it again and again. */
const KEPT = { max: 500, ttl: 10_000 };
const FAILED: readonly Outcome[] = ['retrying', 'dead'];

interface Hour {
  readonly hour: string;
  readonly delivered: number;
  readonly failed: number;
}
/** How one integration has fared lately. Requests are counted: a delivery that took three counts thrice. */
export interface IntegrationSummary {
  readonly slug: string;
  readonly last_delivery_at: string | null;
  readonly last_outcome: Outcome | null;
  readonly deliveries_24h: number;
  readonly succeeded_24h: number;
  /** The present hour last. */
  readonly hourly: readonly Hour[];
}

/** Tells of each active integration of a scope how it has fared, for lists. */
@Injectable()
export class DeliverySummary {
  readonly #settings: SettingsService;
  readonly #log: RequestLog;
  readonly #clock: Clock;
  readonly #kept: LRUCache<ScopeKey, readonly IntegrationSummary[]>;

  constructor(settings: SettingsService, log: RequestLog, clock: Clock) {
    this.#settings = settings;
    this.#log = log;
    this.#clock = clock;
    this.#kept = new LRUCache({ ...KEPT, fetchMethod: (scope) => this.#summarise(scope) });
  }

  /** Those that the scope has of its own; a few seconds old at most. @throws AppError `mongodb_unavailable` */
  async of(scope: ScopeKey): Promise<readonly IntegrationSummary[]> {
    return (await this.#kept.fetch(scope)) ?? [];
  }

  async #summarise(scope: ScopeKey): Promise<readonly IntegrationSummary[]> {
    const integrations = await this.#settings.list(scope);
    const firstHour = (Math.floor(this.#clock.now().getTime() / HOUR_MS) - HOURS + 1) * HOUR_MS;
    const ids = integrations.map(({ id }) => id);
    const counts = ids.length === 0 ? [] : await this.#log.countByHour(ids, new Date(firstHour));
    return Promise.all(
      integrations.map((one) =>
        this.#summaryOf(
          one,
          firstHour,
          counts.filter(({ integrationId }) => integrationId === one.id),
        ),
      ),
    );
  }

  async #summaryOf(
    { id, name, label }: IntegrationSettings,
    firstHour: number,
    counts: readonly HourCount[],
  ): Promise<IntegrationSummary> {
    const { attempts } = await this.#log.search({ filter: { integrationIds: [id] }, limit: 1 });
    const [last] = attempts;
    const hourly = Array.from({ length: HOURS }, (_, index) => {
      const hour = firstHour + index * HOUR_MS;
      const ofHour = counts.filter(({ at }) => at.getTime() === hour);
      return {
        hour: new Date(hour).toISOString(),
        delivered: sumOf(ofHour.filter(({ outcome }) => outcome === 'delivered')),
        failed: sumOf(ofHour.filter(({ outcome }) => FAILED.includes(outcome))),
      };
    });
    const succeeded = hourly.reduce((sum, { delivered }) => sum + delivered, 0);
    return {
      slug: slugOf(name, label === '' ? undefined : label),
      last_delivery_at: last?.at.toISOString() ?? null,
      last_outcome: last?.outcome ?? null,
      deliveries_24h: hourly.reduce((sum, { failed }) => sum + failed, succeeded),
      succeeded_24h: succeeded,
      hourly,
    };
  }
}

function sumOf(counts: readonly HourCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
