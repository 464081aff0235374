import type { ProductQuery } from '@patchbay/integration-contracts';
import { entriesAt } from '../answers/json-answer.ts';
import { JiraApi } from './jira-api.ts';
import type { JiraAccess } from './jira-api.ts';
import { urlPart } from '../addresses/url-part.ts';

type QuerySettings = JiraAccess & { readonly project_keys?: readonly string[] | undefined };

const PAGE_SIZE = 100;
const CONDITIONS: Readonly<Record<string, string>> = {
  opened: 'statusCategory != Done',
  closed: 'statusCategory = Done',
};

export const JIRA_QUERIES: Readonly<Record<'issues' | 'issue' | 'projects', ProductQuery<QuerySettings>>> = {
  issues: {
    summary: 'Issues of the chosen projects, newest first',
    parameters: [
      { name: 'search', summary: 'Words in summary or description' },
      { name: 'state', summary: 'opened or closed; both when absent' },
      { name: 'page', summary: 'Number of the page, from 1' },
    ],
    request: ({ settings, parameters: { search, state = '', page = '1' } }) => {
      const query = new URLSearchParams({
        jql: jqlFor(settings.project_keys ?? [], search, CONDITIONS[state]),
        startAt: String(Math.max(0, (Number.parseInt(page, 10) || 1) - 1) * PAGE_SIZE),
        maxResults: String(PAGE_SIZE),
        fields: 'summary,status,created,updated,resolutiondate,labels,reporter,assignee,project',
      });
      return new JiraApi(settings).get(`search?${query.toString()}`);
    },
    entries: (response) => entriesAt(response, 'issues'),
  },
  issue: {
    summary: 'One issue, with what was said about it',
    parameters: [{ name: 'key', summary: 'Key of the issue', required: true }],
    request: ({ settings, parameters: { key = '' } }) =>
      new JiraApi(settings).get(`issue/${urlPart(key)}?expand=renderedFields`),
    entries: (response) => entriesAt(response),
  },
  projects: {
    summary: 'Projects that the user sees',
    parameters: [],
    request: ({ settings }) => new JiraApi(settings).get('project'),
    entries: (response) => entriesAt(response),
  },
};

function jqlFor(keys: readonly string[], search: string | undefined, condition: string | undefined): string {
  const conditions = [
    keys.length === 0 ? undefined : `project in (${keys.map(quoted).join(',')})`,
    search === undefined ? undefined : `text ~ ${quoted(search)}`,
    condition,
  ].filter((one) => one !== undefined);
  return `${conditions.join(' AND ')} order by created DESC`.trimStart();
}

/** Source: Jira, "Advanced searching: search syntax": quotes and backslashes are escaped in quoted texts. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, String.raw`\$&`)}"`;
}
