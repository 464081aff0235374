import type { ProductQuery } from '@patchbay/integration-contracts';
import { entriesAt } from '../answers/json-answer.ts';
import { JiraApi, isCloud } from './jira-api.ts';
import type { JiraAccess } from './jira-api.ts';
import { urlPart } from '../addresses/url-part.ts';

type QuerySettings = JiraAccess & { readonly project_keys?: readonly string[] | undefined };

const PAGE_SIZE = 100;
const CONDITIONS: ReadonlyMap<string, string> = new Map([
  ['opened', 'statusCategory != Done'],
  ['closed', 'statusCategory = Done'],
]);

export const JIRA_QUERIES: Readonly<Record<'issues' | 'issue' | 'projects', ProductQuery<QuerySettings>>> = {
  issues: {
    summary: 'Issues of the chosen projects, newest first',
    parameters: [
      { name: 'search', summary: 'Words in summary or description' },
      { name: 'state', summary: 'opened or closed; both when absent' },
      { name: 'page', summary: 'Number of the page, from 1; not in Jira Cloud' },
      { name: 'page_token', summary: 'In Jira Cloud: nextPageToken of the page before' },
    ],
    request: ({ settings, parameters: { search, state = '', page = '1', page_token: token } }) => {
      const query = {
        jql: jqlFor(settings.project_keys ?? [], search, CONDITIONS.get(state)),
        maxResults: String(PAGE_SIZE),
        fields: 'summary,status,created,updated,resolutiondate,labels,reporter,assignee,project',
      };
      const startAt = String(Math.max(0, (Number.parseInt(page, 10) || 1) - 1) * PAGE_SIZE);
      // Jira Cloud has no `search` any more, and what it has in its place no page numbers. Source: Atlassian, CHANGE-2046.
      const [path, place] = isCloud(settings.api_url ?? settings.url)
        ? ['search/jql', token === undefined ? {} : { nextPageToken: token }]
        : ['search', { startAt }];
      return new JiraApi(settings).get(`${path}?${new URLSearchParams({ ...query, ...place }).toString()}`);
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
    search === undefined ? undefined : `(summary ~ ${quoted(search)} OR description ~ ${quoted(search)})`,
    condition,
  ].filter((one) => one !== undefined);
  // Jira Cloud refuses a search that is not narrowed in any way.
  const narrowed = conditions.length === 0 ? ['project is not EMPTY'] : conditions;
  return `${narrowed.join(' AND ')} order by created DESC`;
}

/** Source: Jira, "Advanced searching: search syntax": quotes and backslashes are escaped in quoted texts. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, String.raw`\$&`)}"`;
}
