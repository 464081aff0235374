import { Injectable } from '@nestjs/common';
import type { NamespaceMap } from '@patchbay/integration-contracts';
import type { DeadReason } from '@patchbay/service-kit/events';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { HistogramSeries } from '@patchbay/service-kit/metrics';
import { dispatcherMetrics } from './metric-declarations.ts';
import type { PackedSubscriptionView } from './subscriptions/packed-subscription.view.ts';

const DEAD_REASONS = [
  'empty_value',
  'malformed_json',
  'not_an_object',
  'unclassified',
  'too_large',
  'refused_by_kafka',
] as const satisfies readonly DeadReason[];

/** Everything that the dispatcher counts. */
@Injectable()
export class DispatcherMetrics {
  readonly #declare: ReturnType<typeof metricsOf>;
  readonly #sinceEvent: HistogramSeries;
  readonly #sinceAppend: HistogramSeries;

  constructor(registry: Registry) {
    this.#declare = metricsOf(registry);
    const { counter, histogram, series } = this.#declare;
    this.events = counter(dispatcherMetrics.events);
    this.deadEvents = counter(dispatcherMetrics.deadEvents);
    // A series that appears with its first count has no increase that an alert could see.
    for (const reason of DEAD_REASONS) this.deadEvents.inc({ reason }, 0);
    this.duplicateEvents = counter(dispatcherMetrics.duplicateEvents);
    this.fanOut = series(histogram(dispatcherMetrics.fanOut), {});
    this.deliveries = counter(dispatcherMetrics.deliveries);
    this.filtered = counter(dispatcherMetrics.filtered);
    this.skipped = counter(dispatcherMetrics.skipped);
    this.unreadableSettings = counter(dispatcherMetrics.unreadableSettings);
    this.unreadableMoves = counter(dispatcherMetrics.unreadableMoves);
    const lag = histogram(dispatcherMetrics.dispatchLag);
    this.#sinceEvent = series(lag, { since: 'event' });
    this.#sinceAppend = series(lag, { since: 'append' });
  }

  readonly events;
  readonly deadEvents;
  readonly duplicateEvents;
  readonly fanOut;
  readonly deliveries;
  readonly filtered;
  readonly skipped;
  readonly unreadableSettings;
  readonly unreadableMoves;

  /** An event is through: when it happened and when it was put on Kafka, epoch milliseconds. */
  dispatched(happenedAt: number, appendedAt: number, traceId: string | undefined): void {
    const now = Date.now();
    // Clocks differ; before it happened nothing was dispatched.
    this.#sinceEvent.observe(Math.max(0, now - happenedAt) / 1000, traceId);
    this.#sinceAppend.observe(Math.max(0, now - appendedAt) / 1000, traceId);
  }

  /** Reads the figures of the settings view whenever the metrics are asked for. */
  watchView(view: Pick<PackedSubscriptionView, 'size' | 'bytes'>, isComplete: () => boolean): void {
    const { reading } = this.#declare;
    reading(dispatcherMetrics.viewIntegrations, () => view.size);
    reading(dispatcherMetrics.viewBytes, () => view.bytes);
    reading(dispatcherMetrics.viewComplete, () => (isComplete() ? 1 : 0));
  }

  watchNamespaces(namespaces: Pick<NamespaceMap, 'size'>): void {
    this.#declare.reading(dispatcherMetrics.namespaceMoves, () => namespaces.size);
  }
}
