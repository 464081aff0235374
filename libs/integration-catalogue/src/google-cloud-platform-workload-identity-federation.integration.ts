import { defineIntegration, field } from '@patchbay/integration-contracts';

const ID = {
  pattern: /^[a-z0-9-]{4,32}$/,
  patternHint: 'must have 4 to 32 small letters, digits or hyphens',
} as const;

export const googleCloudPlatformWorkloadIdentityFederation = defineIntegration({
  name: 'google_cloud_platform_workload_identity_federation',
  title: 'Google Cloud IAM',
  summary: 'Keeps the workload identity pool by which GitLab gets CI/CD jobs credentials for Google Cloud.',
  help: 'Make a workload identity pool in Google Cloud, with an OpenID Connect provider that trusts the GitLab instance.',
  category: 'common',
  fields: {
    workload_identity_federation_project_id: field.text({
      title: 'Project ID',
      help: 'Of the Google Cloud project in which the pool is.',
      required: true,
      pattern: /^[a-z0-9-]{6,30}$/,
      patternHint: 'must have 6 to 30 small letters, digits or hyphens',
      section: 'configuration',
      example: 'rockets-1042',
    }),
    workload_identity_federation_project_number: field.text({
      title: 'Project number',
      help: 'Stands on the same page as the ID.',
      required: true,
      pattern: /^\d{1,20}$/,
      patternHint: 'must be a whole number',
      section: 'configuration',
      example: '104200004201',
    }),
    workload_identity_pool_id: field.text({
      title: 'Pool ID',
      placeholder: 'my-pool',
      required: true,
      ...ID,
      section: 'configuration',
      example: 'gitlab-pool',
    }),
    workload_identity_pool_provider_id: field.text({
      title: 'Provider ID',
      placeholder: 'my-provider',
      required: true,
      ...ID,
      section: 'configuration',
      example: 'gitlab-provider',
    }),
  },
  events: { supported: [] },
  reader: 'GitLab',
});
