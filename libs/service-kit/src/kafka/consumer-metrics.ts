import type { MetricDeclarations } from '../metrics/index.ts';

/** What every service that reads from Kafka shows. Topics are named without `KAFKA_TOPIC_PREFIX`. */
export const consumerMetrics = {
  lag: {
    type: 'gauge',
    name: 'patchbay_consumer_lag_records',
    help: 'Records that the consumer group has not finished, by topic. Every replica shows the whole group, so take the maximum; for a retry topic it is the depth of the tier.',
    labels: ['topic'],
  },
  viewLag: {
    type: 'gauge',
    name: 'patchbay_view_lag_records',
    help: 'Records of a topic that this process keeps in memory and has not read yet.',
    labels: ['topic'],
  },
  readAt: {
    type: 'gauge',
    name: 'patchbay_lag_read_timestamp_seconds',
    help: 'When the lags were last read from the brokers; they are as old as this.',
  },
  oldest: {
    type: 'gauge',
    name: 'patchbay_oldest_unfinished_seconds',
    help: 'Age of the oldest record under way, by topic; 0 when there is none.',
    labels: ['topic'],
  },
  span: {
    type: 'gauge',
    name: 'patchbay_ledger_span_records',
    help: 'Records from the first unfinished one to the last taken one, over all partitions; a crash repeats at most so many.',
  },
  records: {
    type: 'gauge',
    name: 'patchbay_in_flight_records',
    help: 'Records under way.',
  },
  bytes: {
    type: 'gauge',
    name: 'patchbay_in_flight_bytes',
    help: 'Payload bytes of the records under way.',
  },
} as const satisfies MetricDeclarations;
