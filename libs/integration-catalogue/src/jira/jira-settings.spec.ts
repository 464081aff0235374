import { exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import { jira } from '../jira.integration.ts';

const given = (changes: Readonly<Record<string, unknown>>) => () =>
  validateSettings(jira, { ...exampleSettings(jira), ...changes });

describe('settings of Jira', () => {
  it('name project and type when issues are made of vulnerabilities', () => {
    const on = { vulnerabilities_enabled: true, project_key: '' };
    expect(given(on)).toThrow(/project_key is missing/);
    expect(given({ ...on, project_key: 'ROCKET' })).toThrow(/vulnerabilities_issuetype is missing/);
    expect(given({ ...on, project_key: 'ROCKET', vulnerabilities_issuetype: '10001' })).not.toThrow();
  });

  it('sign in to Jira Cloud in no other way than it knows', () => {
    const cloud = { url: 'https://acme.atlassian.net', jira_auth_type: 1 };
    expect(given(cloud)).toThrow(/jira_auth_type must be Basic/);
    expect(given({ ...cloud, url: 'https://jira.example.com' })).not.toThrow();
  });
});
