import { consumerMetrics } from '@patchbay/service-kit/kafka';
import { COUNT_BUCKETS, LAG_BUCKETS, clientMetrics, processMetrics } from '@patchbay/service-kit/metrics';
import type { MetricDeclarations } from '@patchbay/service-kit/metrics';

/** Everything that the dispatcher shows. */
export const dispatcherMetrics = {
  ...processMetrics,
  ...clientMetrics,
  ...consumerMetrics,
  events: {
    type: 'counter',
    name: 'patchbay_events_total',
    help: 'Events taken from Kafka, by trigger (none for unreadable ones) and what became of them: dispatched, unmatched or dead.',
    labels: ['trigger', 'outcome'],
  },
  deadEvents: {
    type: 'counter',
    name: 'patchbay_events_dead_total',
    help: 'Events put on the dead topic, by reason.',
    labels: ['reason'],
  },
  duplicateEvents: {
    type: 'counter',
    name: 'patchbay_events_duplicate_total',
    help: 'Events that came again under the same id, and were not dispatched again.',
  },
  fanOut: {
    type: 'histogram',
    name: 'patchbay_event_fan_out',
    help: 'Integrations that an event went to.',
    buckets: COUNT_BUCKETS,
  },
  dispatchLag: {
    type: 'histogram',
    name: 'patchbay_dispatch_lag_seconds',
    help: 'Time until an event’s deliveries were on Kafka, since it happened (event) or was put on Kafka (append).',
    labels: ['since'],
    buckets: LAG_BUCKETS,
  },
  deliveries: {
    type: 'counter',
    name: 'patchbay_deliveries_dispatched_total',
    help: 'Deliveries handed to the workers, by integration name.',
    labels: ['name'],
  },
  filtered: {
    type: 'counter',
    name: 'patchbay_filtered_total',
    help: 'Deliveries that the filter in the settings held back, by integration name.',
    labels: ['name'],
  },
  skipped: {
    type: 'counter',
    name: 'patchbay_subscriptions_skipped_total',
    help: 'Subscribed integrations that could not be served: unknown_name or filter_failed.',
    labels: ['reason'],
  },
  unreadableSettings: {
    type: 'counter',
    name: 'patchbay_settings_unreadable_total',
    help: 'Records of the settings topic that were skipped because they could not be read.',
  },
  unreadableMoves: {
    type: 'counter',
    name: 'patchbay_namespaces_unreadable_total',
    help: 'Records of the namespaces topic that were skipped because they could not be read.',
  },
  viewIntegrations: {
    type: 'gauge',
    name: 'patchbay_view_integrations',
    help: 'Integrations in the settings view.',
  },
  viewBytes: {
    type: 'gauge',
    name: 'patchbay_view_bytes',
    help: 'Bytes allocated for packed settings.',
  },
  viewComplete: {
    type: 'gauge',
    name: 'patchbay_view_complete',
    help: '1 once the settings view holds all that was there at start.',
  },
  namespaceMoves: {
    type: 'gauge',
    name: 'patchbay_namespace_moves',
    help: 'Groups that got another path, ever.',
  },
} as const satisfies MetricDeclarations;
