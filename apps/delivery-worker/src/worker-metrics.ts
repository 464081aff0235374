import { metricsOf } from '@patchbay/service-kit/metrics';
import type { HistogramSeries, Registry } from '@patchbay/service-kit/metrics';
import { BREAKER_STATES } from '@patchbay/integration-contracts';
import type { AttemptTimings, BreakerState, Outcome } from '@patchbay/integration-contracts';
import type { Conclusion } from './deliveries/conclusion.ts';
import type { Fault } from './deliveries/fault-of.ts';
import { FailingIntegrations } from './failing-integrations.ts';
import { deliveryWorkerMetrics } from './metric-declarations.ts';

interface Series {
  readonly deliveries: { inc(): void };
  readonly requests: { inc(by: number): void };
  readonly duration: HistogramSeries;
}

/** Times of a delivery, epoch milliseconds, and the trace it belongs to if that is kept. */
export interface DeliveryTimes {
  readonly happenedAt: number;
  readonly appendedAt: number;
  readonly isFirstAttempt: boolean;
  readonly traceId: string | undefined;
}

const PHASES: readonly (readonly [phase: string, member: keyof AttemptTimings])[] = [
  ['queue', 'queueMs'],
  ['dns', 'dnsMs'],
  ['connect', 'connectMs'],
  ['tls', 'tlsMs'],
  ['first_byte', 'firstByteMs'],
  ['total', 'totalMs'],
];
const STATUS_CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;
const FAULTS = ['none', 'receiver', 'ours'] as const satisfies readonly Fault[];
const PLACES = ['mongodb', 'backlog'] as const;

/** What the worker is watched by. Labels are integration names and outcomes, never ids or addresses. */
export class WorkerMetrics {
  readonly #metrics;
  readonly #failing: FailingIntegrations;
  readonly #deliveries;
  readonly #requests;
  readonly #duration;
  readonly #logged;
  readonly #logBatch: HistogramSeries;
  readonly #breakerChanges;
  readonly #duplicates;
  readonly #sinceEvent: HistogramSeries;
  readonly #sinceAppend: HistogramSeries;
  readonly #deliveredAge: HistogramSeries;
  readonly #phases: readonly (readonly [series: HistogramSeries, member: keyof AttemptTimings])[];
  readonly #ended = new Map<Fault, { inc(): void }>();
  readonly #series = new Map<string, Series>();

  /** @param topIntegrations how many of those that fail most are shown by id */
  constructor(registry: Registry, topIntegrations = 10) {
    this.#failing = new FailingIntegrations(registry, topIntegrations);
    this.#metrics = metricsOf(registry);
    const { counter, histogram, series } = this.#metrics;
    this.#deliveries = counter(deliveryWorkerMetrics.deliveries);
    this.#requests = counter(deliveryWorkerMetrics.requests);
    this.#duration = histogram(deliveryWorkerMetrics.duration);
    this.#logged = counter(deliveryWorkerMetrics.logged);
    this.#logBatch = series(histogram(deliveryWorkerMetrics.logBatch), {});
    this.#duplicates = counter(deliveryWorkerMetrics.duplicates);
    this.#breakerChanges = counter(deliveryWorkerMetrics.breakerChanges);
    const lag = histogram(deliveryWorkerMetrics.firstAttemptLag);
    this.#sinceEvent = series(lag, { since: 'event' });
    this.#sinceAppend = series(lag, { since: 'append' });
    this.#deliveredAge = series(histogram(deliveryWorkerMetrics.deliveredAge), {});
    const phases = histogram(deliveryWorkerMetrics.phases);
    this.#phases = PHASES.map(([phase, member]) => [series(phases, { phase }), member]);
    const ended = counter(deliveryWorkerMetrics.ended);
    for (const fault of FAULTS) this.#ended.set(fault, startAtZero(ended.labels({ fault })));
    for (const place of PLACES) startAtZero(this.#logged.labels({ place }));
    for (const state of BREAKER_STATES) startAtZero(this.#breakerChanges.labels({ state }));
  }

  observe(
    name: string,
    outcome: Outcome,
    { requests, status, durationMs }: Conclusion,
    traceId?: string,
  ): void {
    const statusClass = status === 0 ? 'none' : (STATUS_CLASSES[Math.floor(status / 100)] ?? 'other');
    const series = this.#seriesOf(name, outcome, statusClass);
    series.deliveries.inc();
    if (requests.length === 0) return;
    series.requests.inc(requests.length);
    series.duration.observe(durationMs / 1000, traceId);
    for (const { timings } of requests) if (timings !== undefined) this.#observePhases(timings);
  }

  /** An attempt at a delivery that nobody asked for has ended, and with it maybe the delivery. */
  observeLag(outcome: Outcome, fault: Fault | undefined, times: DeliveryTimes): void {
    const { happenedAt, appendedAt, isFirstAttempt, traceId } = times;
    const now = Date.now();
    // Clocks differ; nothing arrives before it happened.
    const age = Math.max(0, now - happenedAt) / 1000;
    if (isFirstAttempt) {
      this.#sinceEvent.observe(age, traceId);
      this.#sinceAppend.observe(Math.max(0, now - appendedAt) / 1000, traceId);
    }
    if (outcome === 'delivered') this.#deliveredAge.observe(age, traceId);
    if (fault !== undefined) this.#ended.get(fault)?.inc();
  }

  failed(integrationId: string, name: string): void {
    this.#failing.count(integrationId, name);
  }

  logged(place: (typeof PLACES)[number], count: number): void {
    this.#logged.inc({ place }, count);
    this.#logBatch.observe(count);
  }

  foundDuplicate(): void {
    this.#duplicates.inc();
  }

  breakerChanged(state: BreakerState): void {
    this.#breakerChanges.inc({ state });
  }

  watchOrigins(origins: {
    readonly inFlight: number;
    readonly waiting: number;
    states(): Record<BreakerState, number>;
  }): void {
    const { reading, gauge } = this.#metrics;
    reading(deliveryWorkerMetrics.inFlight, () => origins.inFlight);
    reading(deliveryWorkerMetrics.queued, () => origins.waiting);
    gauge({
      ...deliveryWorkerMetrics.breakers,
      collect() {
        const states = origins.states();
        for (const state of BREAKER_STATES) this.set({ state }, states[state]);
      },
    });
  }

  watchLogWriter(writer: { readonly waiting: number; readonly lagMs: number }): void {
    this.#metrics.reading(deliveryWorkerMetrics.logWaiting, () => writer.waiting);
    this.#metrics.reading(deliveryWorkerMetrics.logLag, () => writer.lagMs / 1000);
  }

  watchDeduplication(remembered: { readonly bytes: number }): void {
    this.#metrics.reading(deliveryWorkerMetrics.deduplicationBytes, () => remembered.bytes);
  }

  /** A connection that was used before has no phases of its own. */
  #observePhases(timings: AttemptTimings): void {
    for (const [series, member] of this.#phases) {
      const ms = timings[member];
      if (ms !== undefined) series.observe(ms / 1000);
    }
  }

  /** Looking a series up by its labels costs more than counting; there are few of them. */
  #seriesOf(name: string, outcome: Outcome, statusClass: string): Series {
    const key = `${name} ${outcome} ${statusClass}`;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = {
        deliveries: this.#deliveries.labels(name, outcome),
        requests: this.#requests.labels(name, statusClass),
        duration: this.#metrics.series(this.#duration, { name }),
      };
      this.#series.set(key, series);
    }
    return series;
  }
}

/** A series that appears with its first count has no increase that anybody could see. */
function startAtZero<Counting extends { inc(by: number): void }>(counting: Counting): Counting {
  counting.inc(0);
  return counting;
}
