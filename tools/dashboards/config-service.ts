import { quantiles, rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

export const configService: DashboardSource = {
  id: 'patchbay-config-service',
  title: 'Patchbay: config-service',
  description: 'The API and the way of settings from MongoDB to Kafka.',
  sections: [
    {
      title: 'API',
      panels: [
        {
          title: 'Requests by status',
          description: 'Answers a second. 5xx are ours, 4xx the callers’.',
          unit: 'reqps',
          queries: [
            { expr: rateBy('status', 'patchbay_api_request_duration_seconds_count'), legend: '{{status}}' },
          ],
        },
        {
          title: 'Time to answer',
          description: 'Over all routes; probes and scrapes are among them.',
          unit: 's',
          queries: quantiles('patchbay_api_request_duration_seconds'),
        },
        {
          title: 'Slowest routes, 95 %',
          description: 'The five that take longest.',
          unit: 's',
          queries: [
            {
              expr: 'topk(5, histogram_quantile(0.95, sum by (le, method, route) (rate(patchbay_api_request_duration_seconds_bucket[$__rate_interval]))))',
              legend: '{{method}} {{route}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Settings',
      panels: [
        {
          title: 'Changes',
          description: 'Attempts to change settings, by how they ended.',
          unit: 'ops',
          queries: [{ expr: rateBy('outcome', 'patchbay_settings_writes_total'), legend: '{{outcome}}' }],
        },
        {
          title: 'Outbox',
          description: 'Settings that are in MongoDB and not on Kafka.',
          unit: 'short',
          queries: [{ expr: 'max(patchbay_settings_unpublished)', legend: 'unpublished' }],
        },
        {
          title: 'Outbox not empty for',
          description: 'A few seconds are usual while much is changed; minutes are not.',
          unit: 's',
          queries: [{ expr: 'max(patchbay_settings_unpublished_seconds)', legend: 'since' }],
        },
        {
          title: 'Views behind the topic',
          description: 'Revisions that are on Kafka and that a process has not read.',
          unit: 'short',
          queries: [
            { expr: 'max by (service, topic) (patchbay_view_lag_records)', legend: '{{service}} {{topic}}' },
          ],
        },
        {
          title: 'Places not stored yet',
          description: 'Records of projects and moved groups that config-service has not taken.',
          unit: 'short',
          queries: [
            {
              expr: 'max by (topic) (patchbay_consumer_lag_records{service="config-service"})',
              legend: '{{topic}}',
            },
          ],
        },
        {
          title: 'CPU',
          description: 'Cores that each process keeps busy; one is the most that it can.',
          unit: 'short',
          queries: [
            {
              expr: 'rate(patchbay_process_cpu_seconds_total{service="config-service"}[$__rate_interval])',
              legend: '{{instance}}',
            },
          ],
        },
      ],
    },
  ],
};
