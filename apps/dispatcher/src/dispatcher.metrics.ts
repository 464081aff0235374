import { Injectable } from '@nestjs/common';
import type { NamespaceMap } from '@patchbay/integration-contracts';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import type { PackedSubscriptionView } from './subscriptions/packed-subscription.view.ts';

interface Intake {
  /** Records taken and not yet passed by a commit. */
  readonly span: number;
  readonly records: number;
  readonly bytes: number;
}

/** Everything that the dispatcher counts. */
@Injectable()
export class DispatcherMetrics {
  readonly #declare: ReturnType<typeof metricsOf>;

  constructor(registry: Registry) {
    this.#declare = metricsOf(registry);
    this.events = this.#declare.counter<'trigger' | 'outcome'>({
      name: 'patchbay_events_total',
      help: 'Events taken from Kafka, by trigger (none for unreadable ones) and what became of them: dispatched, unmatched or dead.',
      labels: ['trigger', 'outcome'],
    });
    this.deadEvents = this.#declare.counter<'reason'>({
      name: 'patchbay_events_dead_total',
      help: 'Events put on the dead topic, by reason.',
      labels: ['reason'],
    });
    this.duplicateEvents = this.#declare.counter({
      name: 'patchbay_events_duplicate_total',
      help: 'Events that came again under the same id, and were not dispatched again.',
    });
    this.fanOut = this.#declare.histogram({
      name: 'patchbay_event_fan_out',
      help: 'Integrations that an event went to.',
      buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    });
    this.deliveries = this.#declare.counter<'name'>({
      name: 'patchbay_deliveries_dispatched_total',
      help: 'Deliveries handed to the workers, by integration name.',
      labels: ['name'],
    });
    this.filtered = this.#declare.counter<'name'>({
      name: 'patchbay_filtered_total',
      help: 'Deliveries that the filter in the settings held back, by integration name.',
      labels: ['name'],
    });
    this.skipped = this.#declare.counter<'reason'>({
      name: 'patchbay_subscriptions_skipped_total',
      help: 'Subscribed integrations that could not be served: unknown_name or filter_failed.',
      labels: ['reason'],
    });
    this.unreadableSettings = this.#declare.counter({
      name: 'patchbay_settings_unreadable_total',
      help: 'Records of the settings topic that were skipped because they could not be read.',
    });
    this.unreadableMoves = this.#declare.counter({
      name: 'patchbay_namespaces_unreadable_total',
      help: 'Records of the namespaces topic that were skipped because they could not be read.',
    });
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

  /** Reads the figures of the settings view whenever the metrics are asked for. */
  watchView(view: Pick<PackedSubscriptionView, 'size' | 'bytes'>, isComplete: () => boolean): void {
    this.#gauge('patchbay_view_integrations', 'Integrations in the settings view.', () => view.size);
    this.#gauge('patchbay_view_bytes', 'Bytes allocated for packed settings.', () => view.bytes);
    this.#gauge(
      'patchbay_view_complete',
      '1 once the settings view holds all that was there at start.',
      () => (isComplete() ? 1 : 0),
    );
  }

  watchNamespaces(namespaces: Pick<NamespaceMap, 'size'>): void {
    this.#gauge('patchbay_namespace_moves', 'Groups that got another path, ever.', () => namespaces.size);
  }

  watchIntake(intake: () => Intake): void {
    this.#gauge(
      'patchbay_consumer_span',
      'Records from the first unfinished one to the last taken one, over all partitions.',
      () => intake().span,
    );
    this.#gauge('patchbay_in_flight_records', 'Events under way.', () => intake().records);
    this.#gauge('patchbay_in_flight_bytes', 'Payload bytes of the events under way.', () => intake().bytes);
  }

  #gauge(name: `patchbay_${string}`, help: string, read: () => number): void {
    this.#declare.gauge({
      name,
      help,
      collect() {
        this.set(read());
      },
    });
  }
}
