import { defineIntegration, field, get, json, post } from '@patchbay/integration-contracts';
import { BRANCHES } from './branches/branch-field.ts';
import { branchVerdict } from './branches/branch-verdict.ts';
import { endFilter } from './branches/end-filter.ts';
import { ANNOTATED_TRIGGERS, annotationOf } from './grafana/annotation.ts';
import { withoutSlash } from './addresses/url-part.ts';

/** Source: Grafana, "Annotations HTTP API". */
export const grafana = defineIntegration({
  name: 'grafana',
  title: 'Grafana',
  summary: 'Marks pushes, tags, pipelines, deployments and releases on the graphs of Grafana.',
  help: 'In Grafana, open *Administration > Users and access > Service accounts*, and make a token for one that may write annotations. Annotations without a dashboard are shown by the data source *Grafana*, filtered by their tags: `gitlab`, the kind of event, the project, and the branch, tag or environment.',
  category: 'monitoring',
  fields: {
    url: field.url({
      title: 'Grafana URL',
      placeholder: 'https://grafana.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://grafana.example.com/metrics',
    }),
    token: field.password({
      title: 'Token',
      help: 'Of a service account that may read and write annotations.',
      required: true,
      pattern: /^[\x21-\x7e]+$/,
      patternHint: 'must have no blanks',
      section: 'connection',
      example: 'glsa_token-example-1f6a',
    }),
    dashboard_uid: field.text({
      title: 'Dashboard',
      help: 'UID of the only dashboard to mark; all that filter by the tags when empty.',
      pattern: /^[\w-]{1,40}$/,
      patternHint: 'must be a UID of letters, digits, hyphens and underscores, at most 40',
      section: 'configuration',
      example: 'rockets-1f6a',
    }),
    tags: field.stringList({
      title: 'More tags',
      help: 'Put on every annotation, separated by commas.',
      section: 'configuration',
      example: ['production'],
    }),
    branches_to_be_notified: field.select({ ...BRANCHES, default: 'default' }),
  },
  events: { supported: ANNOTATED_TRIGGERS, default: ['tag_push', 'deployment', 'release'] },
  defaultTestEvent: 'deployment',
  filter: (input) =>
    input.trigger === 'push'
      ? branchVerdict(input.settings.branches_to_be_notified, input.facts)
      : endFilter(input),
  requests: ({ settings, event }) => {
    const annotation = annotationOf(event.view);
    if ('skip' in annotation) return annotation;
    const { dashboard_uid: dashboardUID, tags = [] } = settings;
    const body = {
      ...annotation,
      tags: [...new Set([...annotation.tags, ...tags])],
      ...(dashboardUID !== undefined && { dashboardUID }),
    };
    const { url, access } = annotationsOf(settings);
    return post(url, json(body), access);
  },
  probe: ({ settings }) => {
    const { url, access } = annotationsOf(settings);
    return get(`${url}?limit=1`, access);
  },
});

function annotationsOf({ url, token }: { readonly url: string; readonly token: string }) {
  return {
    url: `${withoutSlash(url)}/api/annotations`,
    access: { headers: { authorization: `Bearer ${token}` } },
  };
}
