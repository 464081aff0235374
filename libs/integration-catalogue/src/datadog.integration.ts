import { defineIntegration, field } from '@patchbay/integration-contracts';
import type { Trigger } from '@patchbay/integration-contracts';
import { intakeUrl } from './datadog/intake-url.ts';
import { webHookRequest } from './web-hook/web-hook-request.ts';

const SWITCHED_BY_FIELDS = ['pipeline', 'job', 'archive_trace'] as const;
const CI_TRIGGERS: ReadonlySet<Trigger> = new Set(SWITCHED_BY_FIELDS);
const REPOSITORY_TRIGGERS = ['push', 'merge_request', 'comment', 'tag_push'] as const;

export const datadog = defineIntegration({
  name: 'datadog',
  title: 'Datadog',
  summary: 'Shows Datadog what happens in repositories, pipelines and jobs.',
  category: 'common',
  fields: {
    datadog_site: field.text({
      title: 'Datadog site',
      help: 'The host of your Datadog, without app. in front.',
      default: 'datadoghq.com',
      exposesSecrets: true,
      pattern: /^\w+([-.]\w+)*\.[a-zA-Z]{2,5}(:[0-9]{1,5})?$/,
      patternHint: 'must be a host name such as datadoghq.eu, without https://',
      section: 'connection',
    }),
    api_url: field.url({
      title: 'API URL',
      help: 'Full address to send to, in place of the one that follows from the site.',
      exposesSecrets: true,
      section: 'connection',
    }),
    api_key: field.password({
      title: 'API key',
      help: 'Made in Datadog under Organization Settings, API Keys.',
      required: true,
      pattern: /^\w+$/,
      patternHint: 'must consist of letters, digits and underscores',
      section: 'connection',
      example: 'd1a2t3a4d5o6g7k8e9y0',
    }),
    datadog_ci_visibility: field.checkbox({
      title: 'CI Visibility',
      checkboxLabel: 'Collect pipelines and jobs',
      routing: true,
      section: 'configuration',
    }),
    archive_trace_events: field.checkbox({
      title: 'Job logs',
      checkboxLabel: 'Tell of job logs, which needs CI Visibility',
      routing: true,
      section: 'configuration',
    }),
    datadog_service: field.text({
      title: 'Service',
      help: 'Tags all data.',
      section: 'configuration',
      example: 'engine',
    }),
    datadog_env: field.text({
      title: 'Environment',
      help: 'Tags all data.',
      section: 'configuration',
      example: 'ci',
    }),
    datadog_tags: field.textarea({
      title: 'Tags',
      help: 'One key:value in each line.',
      pattern: /^[^\S\n]*(?:[\w-]+:[^\S\n]*\S[^\n]*)?(?:\n[^\S\n]*(?:[\w-]+:[^\S\n]*\S[^\n]*)?)*$/,
      patternHint: 'must have one key:value in each line',
      section: 'configuration',
      example: 'team:propulsion\nsites:north, south',
    }),
  },
  events: {
    supported: [...REPOSITORY_TRIGGERS, ...SWITCHED_BY_FIELDS, 'subgroup', 'project'],
    default: [...REPOSITORY_TRIGGERS, ...SWITCHED_BY_FIELDS],
    configurable: [],
  },
  filter: ({ settings, trigger }) => {
    if (!CI_TRIGGERS.has(trigger)) return true;
    if (!settings.datadog_ci_visibility) return 'CI Visibility is off';
    return trigger !== 'archive_trace' || settings.archive_trace_events || 'job logs are not collected';
  },
  problems: { needs_ci_visibility: 'needs CI Visibility to be on' },
  validate: (settings) =>
    settings.archive_trace_events === true && settings.datadog_ci_visibility !== true
      ? { archive_trace_events: 'needs_ci_visibility' }
      : {},
  requests: ({ settings, event }) => webHookRequest(intakeUrl(settings), event),
});
