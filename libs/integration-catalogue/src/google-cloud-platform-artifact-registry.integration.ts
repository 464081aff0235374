import { defineIntegration, field } from '@patchbay/integration-contracts';

export const googleCloudPlatformArtifactRegistry = defineIntegration({
  name: 'google_cloud_platform_artifact_registry',
  title: 'Google Artifact Management',
  summary: 'Tells CI/CD jobs which repository of Google Artifact Registry to use.',
  help: 'Set Google Cloud IAM up first, so that jobs get credentials. The repository must have the format Docker and the mode standard.',
  category: 'common',
  levels: ['project'],
  fields: {
    artifact_registry_project_id: field.text({
      title: 'Google Cloud project ID',
      placeholder: 'my-project-1042',
      required: true,
      section: 'configuration',
      example: 'rockets-1042',
    }),
    artifact_registry_repositories: field.text({
      title: 'Repository name',
      help: 'As Artifact Registry lists it.',
      required: true,
      section: 'configuration',
      example: 'engine',
    }),
    artifact_registry_location: field.text({
      title: 'Repository location',
      placeholder: 'europe-west3',
      required: true,
      section: 'configuration',
      example: 'europe-west3',
    }),
  },
  events: { supported: [] },
  ciVariables: ({ settings }) => [
    variable('PROJECT_ID', settings.artifact_registry_project_id),
    variable('REPOSITORY_NAME', settings.artifact_registry_repositories),
    variable('REPOSITORY_LOCATION', settings.artifact_registry_location),
  ],
});

function variable(key: string, value: string) {
  return { key: `GOOGLE_ARTIFACT_REGISTRY_${key}`, value, isMasked: false };
}
