import { Injectable } from '@nestjs/common';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import { Readiness } from '@patchbay/service-kit/http';
import type { Counter, Gauge } from '@patchbay/service-kit/metrics';
import type { SettingsAction } from '../audit/audit-entry.ts';

export type WriteOutcome = SettingsAction | 'refused' | 'failed';

@Injectable()
export class SettingsMetrics {
  readonly #writes: Counter<'name' | 'outcome'>;
  readonly #unpublished: Gauge;

  #unpublishedCount = 0;

  constructor(registry: Registry, readiness: Readiness) {
    const metrics = metricsOf(registry);
    this.#writes = metrics.counter({
      name: 'patchbay_settings_writes_total',
      help: 'Attempts to change settings, by integration and how they ended.',
      labels: ['name', 'outcome'],
    });
    this.#unpublished = metrics.gauge({
      name: 'patchbay_settings_unpublished',
      help: 'Settings whose newest revision is not on Kafka yet, as of the last look into the outbox.',
    });
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
    this.#unpublished.set(count);
  }
}
