import type { DashboardSource, Panel } from './panel.ts';

const WINDOWS = ['5m', '30m', '1h', '6h', '3d'] as const;
/** One in a thousand; see decision 30. */
const BUDGET = 0.001;

function burn(title: string, description: string, ratio: string): Panel {
  return {
    title,
    description,
    unit: 'short',
    queries: WINDOWS.map((window) => ({
      expr: `patchbay:${ratio}:ratio_rate${window} / ${BUDGET}`,
      legend: window,
    })),
  };
}

export const sloBurn: DashboardSource = {
  id: 'patchbay-slo',
  title: 'Patchbay: burn of the error budgets',
  description: 'How fast the budgets of the two objectives are used up: at 1 they last exactly 30 days.',
  sections: [
    {
      title: 'First attempt within 30 s, 99.9 %',
      panels: [
        burn(
          'Burn rate',
          'Pages at 14.4 over an hour or 6 over six; a ticket at 1 over three days.',
          'late_first_attempts',
        ),
        {
          title: 'First attempts within 30 s',
          description: 'What the objective counts.',
          unit: 'percentunit',
          queries: [{ expr: '1 - patchbay:late_first_attempts:ratio_rate5m', legend: 'in time' }],
        },
        {
          title: 'First attempts',
          description: 'How many the share is of.',
          unit: 'ops',
          queries: [
            {
              expr: 'sum(rate(patchbay_first_attempt_lag_seconds_count{since="event"}[$__rate_interval]))',
              legend: 'attempts',
            },
          ],
        },
      ],
    },
    {
      title: 'Arrives unless the receiver is to blame, 99.9 %',
      panels: [
        burn(
          'Burn rate',
          'Pages at 14.4 over an hour or 6 over six; a ticket at 1 over three days.',
          'our_failures',
        ),
        {
          title: 'Not lost by us',
          description: 'What the objective counts.',
          unit: 'percentunit',
          queries: [{ expr: '1 - patchbay:our_failures:ratio_rate5m', legend: 'fine' }],
        },
        {
          title: 'Ended deliveries by fault',
          description: 'How many the share is of.',
          unit: 'ops',
          queries: [
            {
              expr: 'sum by (fault) (rate(patchbay_deliveries_ended_total[$__rate_interval]))',
              legend: '{{fault}}',
            },
          ],
        },
      ],
    },
  ],
};
