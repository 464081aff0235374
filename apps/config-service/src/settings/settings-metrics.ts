import { Injectable } from '@nestjs/common';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import { Readiness } from '@patchbay/service-kit/http';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';
import type { SettingsAction } from '../audit/audit-entry.ts';
import { configServiceMetrics } from '../metric-declarations.ts';

export type WriteOutcome = SettingsAction | 'refused' | 'failed';

@Injectable()
export class SettingsMetrics {
  readonly #writes: Counter<'name' | 'outcome'>;
  readonly #unpublished: Gauge;
  #unpublishedCount = 0;
  /** Since when the outbox has not been empty, epoch milliseconds. */
  #unpublishedSince: number | undefined;

  constructor(registry: Registry, readiness: Readiness) {
    const { counter, gauge, reading } = metricsOf(registry);
    this.#writes = counter(configServiceMetrics.writes);
    this.#unpublished = gauge(configServiceMetrics.unpublished);
    reading(configServiceMetrics.unpublishedAge, () =>
      this.#unpublishedSince === undefined ? 0 : (Date.now() - this.#unpublishedSince) / 1000,
    );
    // Writes are safe in the outbox while Kafka is away, so this is worth knowing, but no reason to send clients elsewhere.
    readiness.note('outbox', () =>
      this.#unpublishedCount > 0 ? `${this.#unpublishedCount} settings wait for Kafka` : undefined,
    );
  }

  countWrite(name: string, outcome: WriteOutcome): void {
    this.#writes.inc({ name, outcome });
  }

  showUnpublished(count: number): void {
    this.#unpublishedCount = count;
    this.#unpublishedSince = count === 0 ? undefined : (this.#unpublishedSince ?? Date.now());
    this.#unpublished.set(count);
  }
}
