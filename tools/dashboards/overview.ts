import { quantile, rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

const number = { kind: 'number', unit: 'short' } as const;

export const overview: DashboardSource = {
  id: 'patchbay-overview',
  title: 'Patchbay: overview',
  description: 'Is everything all right? One screen; the other dashboards say why not.',
  sections: [
    {
      title: 'Now',
      panels: [
        {
          ...number,
          title: 'Services up',
          description: 'Processes of each service that answer scrapes; none may be missing.',
          queries: [
            { expr: 'count by (service) (patchbay_process_start_time_seconds)', legend: '{{service}}' },
          ],
        },
        {
          ...number,
          title: 'Late first attempts',
          description: 'Share of deliveries whose first attempt ended more than 30 s after the event.',
          unit: 'percentunit',
          queries: [{ expr: 'patchbay:late_first_attempts:ratio_rate5m', legend: 'late' }],
        },
        {
          ...number,
          title: 'Lost through our fault',
          description: 'Share of ended deliveries that did not arrive, and no receiver is to blame.',
          unit: 'percentunit',
          queries: [{ expr: 'patchbay:our_failures:ratio_rate5m', legend: 'ours' }],
        },
        {
          ...number,
          title: 'Oldest under way',
          description: 'Age of the oldest event or delivery that is not finished.',
          unit: 's',
          queries: [{ expr: 'max(patchbay_oldest_unfinished_seconds)', legend: 'oldest' }],
        },
        {
          ...number,
          title: 'Breakers open',
          description: 'Origins that are not called because they failed. A few are receivers; many are us.',
          queries: [{ expr: 'sum(patchbay_breakers{state="open"})', legend: 'open' }],
        },
        {
          ...number,
          title: 'Settings not on Kafka',
          description: 'Changes that the dispatcher and the workers can’t know of yet.',
          queries: [{ expr: 'max(patchbay_settings_unpublished)', legend: 'unpublished' }],
        },
      ],
    },
    {
      title: 'Flow',
      panels: [
        {
          title: 'Events in',
          description: 'Events a second by what became of them.',
          unit: 'ops',
          queries: [{ expr: rateBy('outcome', 'patchbay_events_total'), legend: '{{outcome}}' }],
        },
        {
          title: 'Attempts by outcome',
          description:
            'What attempts at deliveries came to. Retrying and dead rise together with failing receivers.',
          unit: 'ops',
          queries: [{ expr: rateBy('outcome', 'patchbay_deliveries_total'), legend: '{{outcome}}' }],
        },
        {
          title: 'Event to first attempt, 99 %',
          description: 'What users wait for; the objective is 30 s.',
          unit: 's',
          queries: [
            { expr: quantile(0.99, 'patchbay_first_attempt_lag_seconds', '{since="event"}'), legend: 'p99' },
          ],
        },
        {
          title: 'Lag by topic',
          description:
            'Records that consumer groups have not finished. Retry topics hold what waits on purpose.',
          unit: 'short',
          queries: [{ expr: 'max by (topic) (patchbay_consumer_lag_records)', legend: '{{topic}}' }],
        },
        {
          title: 'Event loop delay, 99 %',
          description: 'A process beyond some 100 ms has more to do than it can.',
          unit: 's',
          queries: [
            { expr: 'max by (service) (patchbay_nodejs_eventloop_lag_p99_seconds)', legend: '{{service}}' },
          ],
        },
        {
          title: 'Memory',
          description: 'Resident memory of the largest process of each service.',
          unit: 'bytes',
          queries: [
            { expr: 'max by (service) (patchbay_process_resident_memory_bytes)', legend: '{{service}}' },
          ],
        },
      ],
    },
  ],
};
