import { quantiles, rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

const OF_IT = '{name="$name"}';

export const oneIntegration: DashboardSource = {
  id: 'patchbay-integration',
  title: 'Patchbay: one integration',
  description: 'All that is known of one kind of integration, such as slack, over all who have set it up.',
  isOfOneIntegration: true,
  sections: [
    {
      title: 'Deliveries',
      panels: [
        {
          title: 'Dispatched',
          description: 'Deliveries a second that events led to.',
          unit: 'ops',
          queries: [
            { expr: rateBy('name', `patchbay_deliveries_dispatched_total${OF_IT}`), legend: '{{name}}' },
          ],
        },
        {
          title: 'Attempts by outcome',
          description: 'What became of them.',
          unit: 'ops',
          queries: [{ expr: rateBy('outcome', `patchbay_deliveries_total${OF_IT}`), legend: '{{outcome}}' }],
        },
        {
          title: 'Answers by status class',
          description: 'When one product changes its API, this moves for its integration alone.',
          unit: 'reqps',
          queries: [
            {
              expr: rateBy('status_class', `patchbay_outbound_requests_total${OF_IT}`),
              legend: '{{status_class}}',
            },
          ],
        },
        {
          title: 'Time of an attempt',
          description: 'All requests of an attempt together.',
          unit: 's',
          queries: quantiles('patchbay_outbound_duration_seconds', OF_IT),
        },
        {
          title: 'Failing most',
          description: 'Single integrations of this kind with the most failed attempts of late.',
          unit: 'short',
          queries: [
            {
              expr: `topk(10, sum by (integration_id) (patchbay_top_integrations_failures${OF_IT}))`,
              legend: '{{integration_id}}',
            },
          ],
          emptyWhenHealthy: 'an integration appears with its first failed attempt',
        },
        {
          title: 'Settings changed',
          description: 'Many failures right after a change have that change for a cause.',
          unit: 'ops',
          queries: [
            { expr: rateBy('outcome', `patchbay_settings_writes_total${OF_IT}`), legend: '{{outcome}}' },
          ],
        },
      ],
    },
  ],
};
