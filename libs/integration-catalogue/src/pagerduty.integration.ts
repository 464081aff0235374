import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { ALARM_TRIGGERS, alarmOf } from './alerting/alarm.ts';
import { BRANCHES } from './branches/branch-field.ts';
import { endFilter } from './branches/end-filter.ts';

const HOSTS = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;
const ACTIONS = { open: 'trigger', acknowledge: 'acknowledge', close: 'resolve' } as const;

/** Source: PagerDuty, "Events API v2: Send an alert event". */
export const pagerduty = defineIntegration({
  name: 'pagerduty',
  title: 'PagerDuty',
  summary: 'Opens and resolves PagerDuty incidents for alerts, incidents, pipelines and deployments.',
  help: 'In PagerDuty, open the service, *Integrations > Add an integration > Events API V2*, and copy the integration key. A pipeline that fails opens an incident for its branch, and the next one that passes there resolves it; deployments do so for their environment.',
  category: 'monitoring',
  fields: {
    routing_key: field.password({
      title: 'Integration key',
      help: 'Of an Events API V2 integration of the service.',
      required: true,
      pattern: /^[A-Za-z0-9]{32}$/,
      patternHint: 'must have 32 letters and digits',
      section: 'connection',
      example: 'R0UT1NGK3YEXAMPLE0123456789ABCDE',
    }),
    region: field.select({
      title: 'Service region',
      help: 'Where the account was made; its address has .eu. in it if in Europe.',
      choices: [
        ['United States', 'us'],
        ['Europe', 'eu'],
      ],
      default: 'us',
      section: 'connection',
    }),
    branches_to_be_notified: field.select({ ...BRANCHES, default: 'default' }),
  },
  events: { supported: ALARM_TRIGGERS, default: ALARM_TRIGGERS },
  filter: endFilter,
  requests: ({ settings, event }) => {
    const alarm = alarmOf(event);
    if ('skip' in alarm) return alarm;
    const { action, key, kind, summary, severity, source, url, time, details } = alarm;
    const payload = {
      summary,
      source,
      severity,
      ...(time !== undefined && { timestamp: time.toISOString() }),
      class: kind,
      custom_details: details,
    };
    return post(
      `${HOSTS[settings.region]}/v2/enqueue`,
      json({
        routing_key: settings.routing_key,
        event_action: ACTIONS[action],
        dedup_key: key,
        ...(action === 'open' && { payload, client: 'GitLab' }),
        ...(action === 'open' &&
          url !== undefined && { client_url: url, links: [{ href: url, text: summary }] }),
      }),
    );
  },
  // Resolving what is not open changes nothing, and wakes no one up.
  probe: ({ settings: { region, routing_key } }) =>
    post(
      `${HOSTS[region]}/v2/enqueue`,
      json({ routing_key, event_action: 'resolve', dedup_key: 'gitlab-test' }),
    ),
});
