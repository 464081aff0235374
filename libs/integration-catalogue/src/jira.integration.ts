import { defineIntegration } from '@patchbay/integration-contracts';
import { issueKeys, isPattern } from './jira/issue-keys.ts';
import { JiraApi } from './jira/jira-api.ts';
import { JIRA_FIELDS } from './jira/jira-fields.ts';
import { jiraPlan } from './jira/jira-plan.ts';
import { JIRA_QUERIES } from './jira/jira-queries.ts';
import { withoutSlash } from './addresses/url-part.ts';

export const jira = defineIntegration({
  name: 'jira',
  title: 'Jira issues',
  summary: 'Links mentions of issues to Jira, comments on them there, and moves those that are closed.',
  help: 'In Jira Cloud, make an API token at id.atlassian.com under Security. The user must see, comment on and, for closing, move issues.',
  category: 'issue_tracker',
  fields: JIRA_FIELDS,
  events: { supported: ['commit', 'merge_request'], default: ['commit', 'merge_request'] },
  problems: {
    no_pattern: 'is no regular expression that RE2 takes',
    basic_in_cloud: 'must be Basic for Jira Cloud, which knows no personal access tokens',
  },
  validate: ({ url, jira_auth_type: way, jira_issue_regex: regex, jira_issue_prefix: prefix }) => ({
    ...(regex !== undefined && !isPattern(regex) && { jira_issue_regex: 'no_pattern' as const }),
    ...(prefix !== undefined && !isPattern(prefix) && { jira_issue_prefix: 'no_pattern' as const }),
    ...(way === 1 && isCloud(url ?? '') && { jira_auth_type: 'basic_in_cloud' as const }),
  }),
  requests: ({ settings, event }) => jiraPlan(settings, event),
  probe: ({ settings }) => {
    const api = new JiraApi(settings);
    return [api.get('serverInfo'), api.get('myself')];
  },
  tracker: {
    links: ({ url }) => ({
      project: withoutSlash(url),
      issue: `${withoutSlash(url)}/browse/:id`,
      newIssue: `${withoutSlash(url)}/secure/CreateIssue!default.jspa`,
    }),
    references: issueKeys,
  },
  queries: JIRA_QUERIES,
});

function isCloud(url: string): boolean {
  return URL.parse(url)?.hostname.endsWith('.atlassian.net') === true;
}
