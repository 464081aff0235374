import { defineIntegration, field } from '@patchbay/integration-contracts';

const TIERS = ['production', 'staging', 'testing', 'development'];
const MAX_SERVICES = 100;

export const jiraCloudApp = defineIntegration({
  name: 'jira_cloud_app',
  title: 'GitLab for Jira Cloud app',
  summary: 'Tells the app in Jira Cloud which services of Jira Service Management a project belongs to.',
  help: 'The app itself is installed from the Atlassian Marketplace by a Jira administrator, who links the group there.',
  category: 'common',
  levels: ['project', 'group'],
  fields: {
    jira_cloud_app_service_ids: field.text({
      title: 'Service IDs',
      help: 'Separated by commas; Jira Service Management shows them under Services. At most 100.',
      pattern: /^[A-Za-z0-9=,:]*$/,
      patternHint: 'must consist of letters, digits, colons and equals signs, with commas between the IDs',
      section: 'configuration',
      example: 'b:YXJpOmNsb3Vk,b:c2VydmljZQ==',
    }),
    jira_cloud_app_enable_deployment_gating: field.checkbox({
      title: 'Deployment gating',
      checkboxLabel: 'Let Jira Service Management approve blocked deployments',
      section: 'configuration',
    }),
    jira_cloud_app_deployment_gating_environments: field.text({
      title: 'Environment tiers',
      help: 'Tiers whose deployments wait for approval, separated by commas.',
      placeholder: 'production,staging',
      pattern: /^[A-Za-z0-9, ]*$/,
      patternHint: 'must name tiers, separated by commas',
      when: { field: 'jira_cloud_app_enable_deployment_gating', is: true },
      section: 'configuration',
      example: 'production,staging',
    }),
  },
  events: { supported: [] },
  problems: {
    too_many_services: 'must name at most 100 services',
    no_tiers: 'is missing: gating needs at least one tier',
    unknown_tier: 'may name production, staging, testing and development only',
  },
  validate: ({
    jira_cloud_app_service_ids: services,
    jira_cloud_app_enable_deployment_gating: isGated,
    jira_cloud_app_deployment_gating_environments: environments,
  }) => {
    if (namesIn(services).length > MAX_SERVICES) return { jira_cloud_app_service_ids: 'too_many_services' };
    if (isGated !== true) return {};
    const tiers = namesIn(environments);
    if (tiers.length === 0) return { jira_cloud_app_deployment_gating_environments: 'no_tiers' };
    return tiers.every((tier) => TIERS.includes(tier))
      ? {}
      : { jira_cloud_app_deployment_gating_environments: 'unknown_tier' };
  },
  reader: 'GitLab for Jira Cloud app',
});

function namesIn(list = ''): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
