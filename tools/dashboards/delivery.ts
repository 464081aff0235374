import { quantiles, rateBy } from './queries.ts';
import type { DashboardSource } from './panel.ts';

export const delivery: DashboardSource = {
  id: 'patchbay-delivery',
  title: 'Patchbay: delivery',
  description: 'What the workers do: attempts, waits, retries, breakers, request log.',
  sections: [
    {
      title: 'Attempts',
      panels: [
        {
          title: 'By outcome',
          description: 'Attempts a second.',
          unit: 'ops',
          queries: [{ expr: rateBy('outcome', 'patchbay_deliveries_total'), legend: '{{outcome}}' }],
        },
        {
          title: 'By status class',
          description: 'Answers of receivers; none stands for no answer at all.',
          unit: 'reqps',
          queries: [
            { expr: rateBy('status_class', 'patchbay_outbound_requests_total'), legend: '{{status_class}}' },
          ],
        },
        {
          title: 'Ends by fault',
          description: 'Deliveries that ended, and whose fault it was where they did not arrive.',
          unit: 'ops',
          queries: [{ expr: rateBy('fault', 'patchbay_deliveries_ended_total'), legend: '{{fault}}' }],
        },
        {
          title: 'Event to first attempt',
          description: 'What users wait for.',
          unit: 's',
          queries: quantiles('patchbay_first_attempt_lag_seconds', '{since="event"}'),
        },
        {
          title: 'Age on arrival',
          description: 'With all repetitions: what failing receivers cost.',
          unit: 's',
          queries: quantiles('patchbay_delivered_age_seconds'),
        },
        {
          title: 'Phases, 95 %',
          description: 'Where a request spends its time.',
          unit: 's',
          queries: [
            {
              expr: 'histogram_quantile(0.95, sum by (le, phase) (rate(patchbay_outbound_phase_seconds_bucket[$__rate_interval])))',
              legend: '{{phase}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Waiting',
      panels: [
        {
          title: 'Under way',
          description: 'Requests under way, deliveries that wait for a slot, records that are not finished.',
          unit: 'short',
          queries: [
            { expr: 'sum(patchbay_outbound_in_flight)', legend: 'requests' },
            { expr: 'sum(patchbay_deliveries_queued)', legend: 'queued' },
            { expr: 'sum(patchbay_in_flight_records{service="delivery-worker"})', legend: 'records' },
          ],
        },
        {
          title: 'Depth of the retry tiers',
          description: 'Deliveries that wait for their next attempt.',
          unit: 'short',
          queries: [
            {
              expr: 'max by (topic) (patchbay_consumer_lag_records{topic=~"integration.deliveries.retry.*"})',
              legend: '{{topic}}',
            },
          ],
        },
        {
          title: 'Oldest delivery under way',
          description: 'Much more than HTTP_TIMEOUT means that something hangs.',
          unit: 's',
          queries: [
            {
              expr: 'max by (topic) (patchbay_oldest_unfinished_seconds{service="delivery-worker"})',
              legend: '{{topic}}',
            },
          ],
        },
        {
          title: 'Breakers',
          description: 'Origins by the state of their breaker.',
          unit: 'short',
          queries: [{ expr: 'sum by (state) (patchbay_breakers)', legend: '{{state}}' }],
        },
        {
          title: 'Breaker changes',
          description: 'One that opens and closes all the time has a receiver at its limit.',
          unit: 'ops',
          queries: [{ expr: rateBy('state', 'patchbay_breaker_transitions_total'), legend: '{{state}}' }],
        },
        {
          title: 'Failing most',
          description: 'Integrations with the most failed attempts of late; ask the request log about them.',
          unit: 'short',
          queries: [
            {
              expr: 'topk(10, sum by (integration_id, name) (patchbay_top_integrations_failures))',
              legend: '{{name}} {{integration_id}}',
            },
          ],
          emptyWhenHealthy: 'an integration appears with its first failed attempt',
        },
      ],
    },
    {
      title: 'Request log',
      panels: [
        {
          title: 'Written to',
          description: 'Attempts go to the backlog while MongoDB does not take them.',
          unit: 'ops',
          queries: [{ expr: rateBy('place', 'patchbay_request_log_attempts_total'), legend: '{{place}}' }],
        },
        {
          title: 'Attempts per write',
          description: 'Small batches at a high rate mean that REQUEST_LOG_FLUSH is too short.',
          unit: 'short',
          queries: quantiles('patchbay_request_log_batch_attempts'),
        },
        {
          title: 'Not written yet',
          description:
            'Seconds that the oldest has waited; deliveries are not finished before it is written.',
          unit: 's',
          queries: [{ expr: 'max(patchbay_request_log_lag_seconds)', legend: 'lag' }],
        },
      ],
    },
  ],
};
