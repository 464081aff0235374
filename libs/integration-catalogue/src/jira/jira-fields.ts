import { field } from '@patchbay/integration-contracts';

const MAX = 2048;
const MAX_PATTERN = 255;
const STATE = { section: 'configuration', apiOnly: true } as const;

/** What belongs to features of GitLab itself: kept for clients that send it, and acted on by no one here. */
const forGitlab = (title: string) =>
  field.checkbox({ title, help: 'Kept for GitLab, which reads it through the API.', apiOnly: true });

export const JIRA_FIELDS = {
  url: field.url({
    title: 'Web URL',
    help: 'Base address of Jira.',
    placeholder: 'https://jira.example.com',
    required: true,
    exposesSecrets: true,
    dataField: true,
    maxLength: MAX,
    section: 'connection',
    example: 'https://jira.example.com',
  }),
  api_url: field.url({
    title: 'API URL',
    help: 'If it is another one than the web URL.',
    exposesSecrets: true,
    dataField: true,
    maxLength: MAX,
    section: 'connection',
  }),
  jira_auth_type: field.select({
    title: 'Authentication method',
    choices: [
      ['Basic', 0],
      ['Jira personal access token (Data Center and Server)', 1],
    ],
    default: 0,
    section: 'connection',
  }),
  username: field.text({
    title: 'Email or username',
    help: 'An e-mail address in Jira Cloud, a user name elsewhere.',
    required: true,
    maxLength: MAX,
    when: { field: 'jira_auth_type', is: 0 },
    section: 'connection',
    example: 'patchbay@example.com',
  }),
  password: field.password({
    title: 'API token or password',
    help: 'An API token in Jira Cloud; elsewhere a password or a personal access token.',
    nonEmptyPasswordTitle: 'New API token or password',
    nonEmptyPasswordHelp: 'Leave empty to keep the present one.',
    required: true,
    maxLength: MAX,
    section: 'connection',
    example: 'jira-token-1f6a',
  }),
  jira_issue_regex: field.text({
    title: 'Jira issue regex',
    help: 'Regular expression for keys, in RE2 syntax; it replaces the usual one, which takes ABC-123.',
    maxLength: MAX_PATTERN,
    section: 'configuration',
  }),
  jira_issue_prefix: field.text({
    title: 'Jira issue prefix',
    help: 'Regular expression for what stands before each key, in RE2 syntax.',
    maxLength: MAX_PATTERN,
    section: 'configuration',
  }),
  comment_on_event_enabled: field.checkbox({
    title: 'Comments',
    help: 'Comments on issues that are mentioned, besides linking to where they are.',
    default: true,
    ...STATE,
  }),
  comment_detail: field.select({
    title: 'Comment detail',
    choices: [
      ['Standard: the title', 'standard'],
      ['All details: the whole message', 'all_details'],
    ],
    default: 'standard',
    section: 'configuration',
  }),
  jira_issue_transition_automatic: field.checkbox({
    title: 'Move to done',
    help: 'Moves issues that are closed to the first status that counts as done.',
    ...STATE,
  }),
  jira_issue_transition_id: field.text({
    title: 'Custom transitions',
    help: 'Identifiers of the transitions that closing makes, in order, separated by commas or semicolons.',
    pattern: /\d/,
    patternHint: 'must hold identifiers of transitions, which are numbers',
    ...STATE,
    example: '31',
  }),
  issues_enabled: field.checkbox({
    title: 'Issue list',
    help: 'Shows the issues of the projects below.',
    ...STATE,
  }),
  project_keys: field.stringList({
    title: 'Project keys',
    help: 'Jira projects whose issues are shown; all of them when empty.',
    maxItems: 100,
    dataField: true,
    ...STATE,
    example: ['ROCKET'],
  }),
  project_key: field.text({
    title: 'Project of new issues',
    help: 'Kept for GitLab, which makes issues of vulnerabilities there.',
    dataField: true,
    apiOnly: true,
  }),
  vulnerabilities_enabled: forGitlab('Issues for vulnerabilities'),
  vulnerabilities_issuetype: field.text({
    title: 'Type of issues for vulnerabilities',
    help: 'Kept for GitLab, which reads it through the API.',
    apiOnly: true,
  }),
  customize_jira_issue_enabled: forGitlab('Prefilled form for vulnerabilities'),
  jira_check_enabled: forGitlab('Check of commit messages'),
  jira_exists_check_enabled: forGitlab('Check that the issue exists'),
  jira_assignee_check_enabled: forGitlab('Check that the committer is the assignee'),
  jira_status_check_enabled: forGitlab('Check of the issue’s status'),
  jira_allowed_statuses_as_string: field.text({
    title: 'Allowed statuses',
    help: 'Kept for GitLab, which reads it through the API.',
    apiOnly: true,
  }),
};
