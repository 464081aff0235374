import { rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

export const clients: DashboardSource = {
  id: 'patchbay-clients',
  title: 'Patchbay: Kafka and MongoDB clients',
  description: 'How the services get on with Kafka and MongoDB, as they see it themselves.',
  sections: [
    {
      title: 'Kafka',
      panels: [
        {
          title: 'Lag by topic',
          description: 'Records that consumer groups have not finished.',
          unit: 'short',
          queries: [{ expr: 'max by (topic) (patchbay_consumer_lag_records)', legend: '{{topic}}' }],
        },
        {
          title: 'Lag read ago',
          description: 'The figures beside are as old as this; when it grows, the brokers don’t answer.',
          unit: 's',
          queries: [
            {
              expr: 'max by (service) (time() - patchbay_lag_read_timestamp_seconds)',
              legend: '{{service}}',
            },
          ],
        },
        {
          title: 'Not committed',
          description: 'What a crash would have done again: records behind the oldest unfinished one.',
          unit: 'short',
          queries: [{ expr: 'sum by (service) (patchbay_ledger_span_records)', legend: '{{service}}' }],
        },
        {
          title: 'Bytes under way',
          description: 'Against MAX_IN_FLIGHT_BYTES of the service.',
          unit: 'bytes',
          queries: [{ expr: 'sum by (service) (patchbay_in_flight_bytes)', legend: '{{service}}' }],
        },
      ],
    },
    {
      title: 'Complaints',
      panels: [
        {
          title: 'By client and part',
          description:
            'Warnings and errors of the drivers. Some at a rolling update of the brokers are usual.',
          unit: 'ops',
          queries: [
            {
              expr: rateBy('service, client, part', 'patchbay_client_errors_total'),
              legend: '{{service}} {{client}} {{part}}',
            },
          ],
        },
        {
          title: 'Request log beside MongoDB',
          description: 'Attempts that went to the backlog topic because MongoDB did not take them.',
          unit: 'ops',
          queries: [
            {
              expr: rateBy('place', 'patchbay_request_log_attempts_total{place="backlog"}'),
              legend: '{{place}}',
            },
          ],
        },
        {
          title: 'Backlog to be brought back',
          description: 'Packs on the backlog topic that are not in MongoDB yet.',
          unit: 'short',
          queries: [
            {
              expr: 'max(patchbay_consumer_lag_records{topic="integration.request-log.backlog"})',
              legend: 'packs',
            },
          ],
        },
      ],
    },
  ],
};
