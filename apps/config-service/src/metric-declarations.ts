import { consumerMetrics } from '@patchbay/service-kit/kafka';
import { clientMetrics, processMetrics } from '@patchbay/service-kit/metrics';
import type { MetricDeclarations } from '@patchbay/service-kit/metrics';

/** Everything that config-service shows. */
export const configServiceMetrics = {
  ...processMetrics,
  ...clientMetrics,
  ...consumerMetrics,
  requestDuration: {
    type: 'histogram',
    name: 'patchbay_api_request_duration_seconds',
    help: 'How long answers took, by method, route template and status.',
    labels: ['method', 'route', 'status'],
  },
  writes: {
    type: 'counter',
    name: 'patchbay_settings_writes_total',
    help: 'Attempts to change settings, by integration name and how they ended.',
    labels: ['name', 'outcome'],
  },
  unpublished: {
    type: 'gauge',
    name: 'patchbay_settings_unpublished',
    help: 'Settings whose newest revision is not on Kafka yet, as of the last look into the outbox.',
  },
  unpublishedAge: {
    type: 'gauge',
    name: 'patchbay_settings_unpublished_seconds',
    help: 'For how long the outbox has not been empty; 0 when it is. Settings in MongoDB are ahead of the topic for at most so long.',
  },
  accepted: {
    type: 'counter',
    name: 'patchbay_deliveries_accepted_total',
    help: 'Deliveries that events led to, each counted once, by integration name. Counted by one replica each: sum them.',
    labels: ['name'],
  },
  settled: {
    type: 'counter',
    name: 'patchbay_deliveries_settled_total',
    help: 'Deliveries that came to an end, each counted once, by integration name and outcome. Counted by one replica each: sum them.',
    labels: ['name', 'outcome'],
  },
  pending: {
    type: 'gauge',
    name: 'patchbay_deliveries_pending',
    help: 'Deliveries without a final outcome, by integration name; of the whole installation, the same from every replica.',
    labels: ['name'],
  },
  balance: {
    type: 'gauge',
    name: 'patchbay_accounting_balance',
    help: 'Deliveries that are pending by the counts and found nowhere: 0 as long as none is lost. Of the whole installation, the same from every replica.',
  },
  paused: {
    type: 'gauge',
    name: 'patchbay_integrations_paused',
    help: 'Integrations that failed several times in a row and are tried again later; every replica shows all of them.',
  },
  off: {
    type: 'gauge',
    name: 'patchbay_integrations_off',
    help: 'Integrations that failed too often and wait for a person; every replica shows all of them.',
  },
  healthChanges: {
    type: 'counter',
    name: 'patchbay_integration_health_changes_total',
    help: 'Published changes of the health of integrations, by their new state.',
    labels: ['state'],
  },
} as const satisfies MetricDeclarations;
