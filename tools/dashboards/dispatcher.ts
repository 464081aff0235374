import { quantiles, rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

export const dispatcher: DashboardSource = {
  id: 'patchbay-dispatcher',
  title: 'Patchbay: dispatcher',
  description: 'From events to deliveries: what comes in, whom it goes to, and how long that takes.',
  sections: [
    {
      title: 'Events',
      panels: [
        {
          title: 'By trigger',
          description: 'Events a second.',
          unit: 'ops',
          queries: [{ expr: rateBy('trigger', 'patchbay_events_total'), legend: '{{trigger}}' }],
        },
        {
          title: 'Unreadable',
          description: 'Events that went to the dead topic, by reason.',
          unit: 'ops',
          queries: [{ expr: rateBy('reason', 'patchbay_events_dead_total'), legend: '{{reason}}' }],
        },
        {
          title: 'Repeated',
          description: 'Events that came again under the same id and were passed over.',
          unit: 'ops',
          queries: [
            { expr: 'sum(rate(patchbay_events_duplicate_total[$__rate_interval]))', legend: 'repeated' },
          ],
        },
        {
          title: 'Event to delivery on Kafka',
          description:
            'Since the event happened; a publisher that is late shows here, and not in the next panel.',
          unit: 's',
          queries: quantiles('patchbay_dispatch_lag_seconds', '{since="event"}'),
        },
        {
          title: 'Append to delivery on Kafka',
          description: 'Since the event was put on Kafka: this is the dispatcher’s own time.',
          unit: 's',
          queries: quantiles('patchbay_dispatch_lag_seconds', '{since="append"}'),
        },
        {
          title: 'Lag',
          description: 'Events that are not dispatched yet.',
          unit: 'short',
          queries: [
            { expr: 'max(patchbay_consumer_lag_records{topic="gitlab.events"})', legend: 'events' },
            { expr: 'sum(patchbay_ledger_span_records{service="dispatcher"})', legend: 'span' },
          ],
        },
      ],
    },
    {
      title: 'Fan-out',
      panels: [
        {
          title: 'Deliveries by integration',
          description: 'Deliveries a second that were handed to the workers.',
          unit: 'ops',
          queries: [{ expr: rateBy('name', 'patchbay_deliveries_dispatched_total'), legend: '{{name}}' }],
        },
        {
          title: 'Integrations per event',
          description: 'Quantiles of the fan-out: what a single event costs the workers.',
          unit: 'short',
          queries: quantiles('patchbay_event_fan_out'),
        },
        {
          title: 'Held back by filters',
          description: 'Deliveries that settings such as a branch filter held back.',
          unit: 'ops',
          queries: [{ expr: rateBy('name', 'patchbay_filtered_total'), legend: '{{name}}' }],
          emptyWhenHealthy: 'counts begin with the first event that a filter holds back',
        },
      ],
    },
    {
      title: 'Settings view',
      panels: [
        {
          title: 'Integrations',
          description: 'All replicas must agree.',
          unit: 'short',
          queries: [{ expr: 'patchbay_view_integrations', legend: '{{instance}}' }],
        },
        {
          title: 'Behind the topic',
          description: 'Revisions that are on Kafka and not in the view yet.',
          unit: 'short',
          queries: [
            { expr: 'max by (topic) (patchbay_view_lag_records{service="dispatcher"})', legend: '{{topic}}' },
          ],
        },
        {
          title: 'Memory',
          description: 'What packed settings take, and the whole process.',
          unit: 'bytes',
          queries: [
            { expr: 'max(patchbay_view_bytes)', legend: 'settings' },
            { expr: 'max(patchbay_process_resident_memory_bytes{service="dispatcher"})', legend: 'process' },
          ],
        },
      ],
    },
  ],
};
