import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { ALARM_TRIGGERS, alarmOf } from './alerting/alarm.ts';
import { BRANCHES } from './branches/branch-field.ts';
import { endFilter } from './branches/end-filter.ts';
import { clip } from './chat/rich-text.ts';
import { urlPart } from './addresses/url-part.ts';

const ALERTS = {
  us: 'https://api.opsgenie.com/v2/alerts',
  eu: 'https://api.eu.opsgenie.com/v2/alerts',
  jsm: 'https://api.atlassian.com/jsm/ops/integration/v2/alerts',
} as const;
const PRIORITIES = { critical: 'P1', error: 'P2', warning: 'P3', info: 'P5' } as const;
const MESSAGE_LENGTH = 130;
const SOURCE_LENGTH = 100;
const SOURCE = 'GitLab';

/** Source: Opsgenie, "Alert API"; Jira Service Management, "Operations: integration events". */
export const opsgenie = defineIntegration({
  name: 'opsgenie',
  title: 'Opsgenie',
  summary: 'Creates and closes Opsgenie alerts for alerts, incidents, pipelines and deployments.',
  help: 'In Opsgenie, add an integration of the kind *API* to a team and copy its key. Atlassian closes Opsgenie on 5 April 2027; what has been moved to Jira Service Management keeps working with that choice of site and a key from there.',
  category: 'monitoring',
  fields: {
    api_key: field.password({
      title: 'API key',
      help: 'Key of an API integration; keys from the account settings can create no alerts.',
      required: true,
      pattern: /^[\w-]+$/,
      patternHint: 'must consist of letters, digits, hyphens and underscores',
      section: 'connection',
      example: 'opsgenie-key-1f6a',
    }),
    site: field.select({
      title: 'Site',
      choices: [
        ['Opsgenie', 'us'],
        ['Opsgenie, Europe', 'eu'],
        ['Jira Service Management', 'jsm'],
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
    const { action, key, kind, summary, severity, source, url, details } = alarm;
    if (action !== 'open') return changeAlert(settings, { key, action, note: summary });
    const alert = {
      message: clip(summary, MESSAGE_LENGTH),
      alias: key,
      description: [summary, url].filter((line) => line !== undefined).join('\n'),
      tags: ['gitlab', kind],
      details: { ...details, ...(url !== undefined && { url }) },
      entity: source,
      source: clip(source, SOURCE_LENGTH),
      priority: PRIORITIES[severity],
    };
    return post(ALERTS[settings.site], json(alert), accessOf(settings));
  },
  // Closing what is not open changes nothing, and wakes no one up.
  probe: ({ settings }) => changeAlert(settings, { key: 'gitlab-test', action: 'close', note: 'Test' }),
});

interface OpsgenieSettings {
  readonly api_key: string;
  readonly site: keyof typeof ALERTS;
}

function changeAlert(
  settings: OpsgenieSettings,
  { key, action, note }: { readonly key: string; readonly action: string; readonly note: string },
) {
  const url = `${ALERTS[settings.site]}/${urlPart(key)}/${action}?identifierType=alias`;
  return post(url, json({ source: SOURCE, note }), accessOf(settings));
}

function accessOf({ api_key: key }: OpsgenieSettings) {
  return { headers: { authorization: `GenieKey ${key}` } };
}
