import { defineIntegration, field } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { harborVariables } from './harbor/ci-variables.ts';
import { askForProject, listRequest } from './harbor/harbor-api.ts';

const LISTING = [
  { name: 'page', summary: 'Number of the page, from 1' },
  { name: 'page_size', summary: 'Entries of a page, at most 25; 10 when absent' },
  { name: 'q', summary: 'Filter, such as name=~engine' },
  { name: 'sort', summary: 'Field to sort by, with - in front for the other way round' },
] as const;
const REPOSITORY = { name: 'repository', summary: 'Name of the repository', required: true } as const;

export const harbor = defineIntegration({
  name: 'harbor',
  title: 'Harbor',
  summary: 'Uses a project in Harbor as container registry and gives CI/CD jobs access to it.',
  help: 'Use a robot account of the Harbor project, with the right to pull, push and list. Jobs are given `HARBOR_URL`, `HARBOR_HOST`, `HARBOR_OCI`, `HARBOR_PROJECT`, `HARBOR_USERNAME` and `HARBOR_PASSWORD`.',
  category: 'common',
  fields: {
    url: field.url({
      title: 'Harbor URL',
      placeholder: 'https://harbor.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://harbor.example.com',
    }),
    project_name: field.text({
      title: 'Harbor project name',
      help: 'Name of the project as Harbor has it.',
      required: true,
      maxLength: 255,
      pattern: /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
      patternHint: 'must consist of small letters and digits, with dots, hyphens or underscores between them',
      section: 'connection',
      example: 'rockets',
    }),
    username: field.text({
      title: 'Harbor username',
      required: true,
      section: 'connection',
      example: 'robot$patchbay',
    }),
    password: field.password({
      title: 'Harbor password',
      nonEmptyPasswordTitle: 'New Harbor password',
      nonEmptyPasswordHelp: 'Leave empty to keep the present one.',
      required: true,
      pattern: /^[a-zA-Z0-9_+=/@:.~-]{8,}$/,
      patternHint: 'must have at least 8 characters, of those that can be masked in job logs',
      section: 'connection',
      example: 'harbor-password-1f6a',
    }),
  },
  events: { supported: [] },
  ciVariables: ({ settings }) => harborVariables(settings),
  probe: ({ settings }) => askForProject(settings),
  queries: {
    repositories: {
      summary: 'Repositories of the project',
      parameters: LISTING,
      request: ({ settings, parameters: { repository: _none, ...parameters } }) =>
        listRequest(settings, parameters),
      entries: (response) => entriesAt(response),
    },
    artifacts: {
      summary: 'Artifacts of a repository',
      parameters: [REPOSITORY, ...LISTING],
      request: ({ settings, parameters }) => listRequest(settings, parameters, ['artifacts']),
      entries: (response) => entriesAt(response),
    },
    tags: {
      summary: 'Tags of an artifact',
      parameters: [
        REPOSITORY,
        { name: 'artifact', summary: 'Digest of the artifact', required: true },
        ...LISTING,
      ],
      request: ({ settings, parameters }) =>
        listRequest(settings, parameters, ['artifacts', parameters['artifact'] ?? '', 'tags']),
      entries: (response) => entriesAt(response),
    },
  },
});
