import { defineIntegration } from '@patchbay/integration-contracts';
import { arePatterns, keyFinder } from './jira/issue-keys.ts';
import { JiraApi, isCloud } from './jira/jira-api.ts';
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
    no_pattern: 'is no regular expression in RE2 syntax, or too large a one',
    no_vulnerability_target: 'is missing: issues for vulnerabilities need one',
    basic_in_cloud: 'must be Basic for Jira Cloud, which knows no personal access tokens',
  },
  validate: ({ url, jira_auth_type: way, jira_issue_regex, jira_issue_prefix, ...settings }) => ({
    ...(!arePatterns({ jira_issue_regex })
      ? { jira_issue_regex: 'no_pattern' as const }
      : !arePatterns({ jira_issue_regex, jira_issue_prefix }) && {
          jira_issue_prefix: 'no_pattern' as const,
        }),
    ...(settings.vulnerabilities_enabled === true && {
      ...(settings.project_key === undefined && { project_key: 'no_vulnerability_target' as const }),
      ...(settings.vulnerabilities_issuetype === undefined && {
        vulnerabilities_issuetype: 'no_vulnerability_target' as const,
      }),
    }),
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
    references: (text, settings) => keyFinder(settings)(text),
  },
  queries: JIRA_QUERIES,
});
