import { metricsOf } from '@patchbay/service-kit/metrics';
import type { Registry } from '@patchbay/service-kit/metrics';
import type { Outcome } from '@patchbay/integration-contracts';
import type { Conclusion } from './deliveries/conclusion.ts';

interface Series {
  readonly deliveries: { inc(): void };
  readonly requests: { inc(by: number): void };
  readonly duration: { observe(seconds: number): void };
}

const STATUS_CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** What the worker is watched by. Labels are integration names and outcomes, never ids or addresses. */
export class WorkerMetrics {
  readonly #deliveries;
  readonly #requests;
  readonly #duration;
  readonly #logged;
  readonly #breakerChanges;
  readonly #duplicates;
  readonly #registry: Registry;
  readonly #series = new Map<string, Series>();

  constructor(registry: Registry) {
    this.#registry = registry;
    const metrics = metricsOf(registry);
    this.#deliveries = metrics.counter({
      name: 'patchbay_deliveries_total',
      help: 'Attempts at deliveries by integration and outcome.',
      labels: ['name', 'outcome'],
    });
    this.#requests = metrics.counter({
      name: 'patchbay_http_requests_total',
      help: 'Outbound requests by integration and status class of the last answer.',
      labels: ['name', 'status_class'],
    });
    this.#duration = metrics.histogram({
      name: 'patchbay_http_request_duration_seconds',
      help: 'Time that the requests of an attempt took together.',
      labels: ['name'],
    });
    this.#logged = metrics.counter({
      name: 'patchbay_request_log_attempts_total',
      help: 'Logged requests by where they were written first.',
      labels: ['place'],
    });
    this.#duplicates = metrics.counter({
      name: 'patchbay_deliveries_duplicate_total',
      help: 'Deliveries that came again after they were done, and were not sent again.',
    });
    this.#breakerChanges = metrics.counter({
      name: 'patchbay_breaker_transitions_total',
      help: 'Changes of circuit breakers by their new state.',
      labels: ['state'],
    });
  }

  observe(name: string, outcome: Outcome, { requests, status, durationMs }: Conclusion): void {
    const statusClass = status === 0 ? 'none' : (STATUS_CLASSES[Math.floor(status / 100)] ?? 'other');
    const series = this.#seriesOf(name, outcome, statusClass);
    series.deliveries.inc();
    if (requests.length === 0) return;
    series.requests.inc(requests.length);
    series.duration.observe(durationMs / 1000);
  }

  logged(place: 'mongodb' | 'backlog', count: number): void {
    this.#logged.inc({ place }, count);
  }

  foundDuplicate(): void {
    this.#duplicates.inc();
  }

  breakerChanged(state: string): void {
    this.#breakerChanges.inc({ state });
  }

  /** A figure that is read when somebody asks. */
  gauge(name: `patchbay_${string}`, help: string, read: () => number): void {
    metricsOf(this.#registry).gauge({
      name,
      help,
      collect() {
        this.set(read());
      },
    });
  }

  /** Looking a series up by its labels costs more than counting; there are few of them. */
  #seriesOf(name: string, outcome: Outcome, statusClass: string): Series {
    const key = `${name} ${outcome} ${statusClass}`;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = {
        deliveries: this.#deliveries.labels(name, outcome),
        requests: this.#requests.labels(name, statusClass),
        duration: this.#duration.labels(name),
      };
      this.#series.set(key, series);
    }
    return series;
  }
}
