import { consumerMetrics } from '@patchbay/service-kit/kafka';
import {
  AGE_BUCKETS,
  COUNT_BUCKETS,
  LAG_BUCKETS,
  clientMetrics,
  processMetrics,
} from '@patchbay/service-kit/metrics';
import type { MetricDeclarations } from '@patchbay/service-kit/metrics';

/** Everything that the delivery worker shows. */
export const deliveryWorkerMetrics = {
  ...processMetrics,
  ...clientMetrics,
  ...consumerMetrics,
  deliveries: {
    type: 'counter',
    name: 'patchbay_deliveries_total',
    help: 'Attempts at deliveries by integration name and outcome: delivered, ignored, retrying, parked or dead.',
    labels: ['name', 'outcome'],
  },
  ended: {
    type: 'counter',
    name: 'patchbay_deliveries_ended_total',
    help: 'Deliveries that ended, by whose fault it was that they did not arrive: none, receiver or ours. What people asked for is not among them.',
    labels: ['fault'],
  },
  requests: {
    type: 'counter',
    name: 'patchbay_outbound_requests_total',
    help: 'Outbound requests by integration name and status class of the last answer.',
    labels: ['name', 'status_class'],
  },
  duration: {
    type: 'histogram',
    name: 'patchbay_outbound_duration_seconds',
    help: 'Time that the requests of an attempt took together, by integration name.',
    labels: ['name'],
  },
  phases: {
    type: 'histogram',
    name: 'patchbay_outbound_phase_seconds',
    help: 'Time that a request spent in a phase: queue (waiting for a slot), dns, connect, tls, first_byte or total (without the queue). A connection that was used before has no dns, connect and tls.',
    labels: ['phase'],
  },
  firstAttemptLag: {
    type: 'histogram',
    name: 'patchbay_first_attempt_lag_seconds',
    help: 'Time until the first attempt at a delivery had ended, since its event happened (event) or the delivery was put on Kafka (append). What people asked for is not among them.',
    labels: ['since'],
    buckets: LAG_BUCKETS,
  },
  deliveredAge: {
    type: 'histogram',
    name: 'patchbay_delivered_age_seconds',
    help: 'Age of the event when a delivery of it arrived, with all repetitions.',
    buckets: AGE_BUCKETS,
  },
  duplicates: {
    type: 'counter',
    name: 'patchbay_deliveries_duplicate_total',
    help: 'Deliveries that came again after they were done, and were not sent again.',
  },
  deduplicationBytes: {
    type: 'gauge',
    name: 'patchbay_deduplication_bytes',
    help: 'Bytes of the ids of deliveries that are done.',
  },
  inFlight: {
    type: 'gauge',
    name: 'patchbay_outbound_in_flight',
    help: 'Outbound requests under way.',
  },
  queued: {
    type: 'gauge',
    name: 'patchbay_deliveries_queued',
    help: 'Deliveries that wait for a slot at their origin.',
  },
  breakers: {
    type: 'gauge',
    name: 'patchbay_breakers',
    help: 'Circuit breakers of the origins called of late, by state: closed, half_open or open.',
    labels: ['state'],
  },
  breakerChanges: {
    type: 'counter',
    name: 'patchbay_breaker_transitions_total',
    help: 'Changes of circuit breakers by their new state.',
    labels: ['state'],
  },
  topFailures: {
    type: 'gauge',
    name: 'patchbay_top_integrations_failures',
    help: 'Failed attempts of the integrations that fail most, fading by half each minute; how many are shown is METRICS_TOP_INTEGRATIONS.',
    labels: ['integration_id', 'name'],
  },
  logged: {
    type: 'counter',
    name: 'patchbay_request_log_attempts_total',
    help: 'Logged requests by where they were written first: mongodb or backlog.',
    labels: ['place'],
  },
  logBatch: {
    type: 'histogram',
    name: 'patchbay_request_log_batch_attempts',
    help: 'Attempts that were written to the request log at once.',
    buckets: COUNT_BUCKETS,
  },
  logWaiting: {
    type: 'gauge',
    name: 'patchbay_request_log_waiting_attempts',
    help: 'Attempts that are neither in MongoDB nor in the backlog yet.',
  },
  logLag: {
    type: 'gauge',
    name: 'patchbay_request_log_lag_seconds',
    help: 'How long the oldest attempt that is not written yet has waited; 0 when there is none.',
  },
} as const satisfies MetricDeclarations;
