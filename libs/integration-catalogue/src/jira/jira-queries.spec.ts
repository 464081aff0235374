import { JIRA_QUERIES } from './jira-queries.ts';

const access = { jira_auth_type: 0, username: 'patchbay', password: 'jira-token-1f6a' } as const;

function searchOf(url: string, parameters: Record<string, string>, project_keys?: readonly string[]) {
  const request = JIRA_QUERIES.issues.request({ settings: { ...access, url, project_keys }, parameters });
  const { pathname, searchParams } = new URL(request.url);
  return { path: pathname, ...Object.fromEntries(searchParams) };
}

describe('the list of issues', () => {
  it('is turned by numbers on servers of one’s own', () => {
    expect(searchOf('https://jira.example.com', { page: '3', page_token: 'x' }, ['ABC'])).toMatchObject({
      path: '/rest/api/2/search',
      jql: 'project in ("ABC") order by created DESC',
      startAt: '200',
    });
  });

  it('is turned by tokens in Jira Cloud', () => {
    const found = searchOf('https://acme.atlassian.net', { page: '3', page_token: 'x' });
    expect(found).toMatchObject({ path: '/rest/api/2/search/jql', nextPageToken: 'x' });
    expect(found).not.toHaveProperty('startAt');
    expect(searchOf('https://acme.atlassian.net', {})).not.toHaveProperty('nextPageToken');
  });

  it('is always narrowed in some way, and by no more than was asked', () => {
    expect(searchOf('https://jira.example.com', {})).toMatchObject({
      jql: 'project is not EMPTY order by created DESC',
    });
    const search = String.raw`a" OR \x`;
    expect(searchOf('https://jira.example.com', { search, state: 'closed' })).toMatchObject({
      jql: String.raw`(summary ~ "a\" OR \\x" OR description ~ "a\" OR \\x") AND statusCategory = Done order by created DESC`,
    });
  });
});
