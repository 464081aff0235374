import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';

/** Source: GitGuardian's API, "Scan multiple documents". */
const MAX_FILE_NAME = 256;

export const gitGuardian = defineIntegration({
  name: 'git_guardian',
  title: 'GitGuardian',
  summary: 'Lets GitGuardian look for secrets in files before they are accepted.',
  help: 'GitGuardian makes the token under API, Personal access tokens, with the scope scan.',
  category: 'common',
  fields: {
    token: field.password({
      title: 'API token',
      help: 'A personal access token or that of a service account.',
      required: true,
      section: 'connection',
      example: 'guardian-token-1f6a',
    }),
  },
  events: { supported: [] },
  queries: {
    scan: {
      summary: 'What GitGuardian finds in a file',
      parameters: [
        { name: 'document', summary: 'Content of the file, at most 1 MB', required: true },
        { name: 'filename', summary: 'Name of the file', required: true },
        { name: 'repository', summary: 'Address of the project without scheme and port' },
      ],
      request: ({ settings, parameters: { document = '', filename = '', repository } }) =>
        post('https://api.gitguardian.com/v1/multiscan', json([{ document, filename: baseName(filename) }]), {
          headers: {
            authorization: `Token ${settings.token}`,
            ...(repository !== undefined && {
              'ggshield-repository-url': encodeURI(repository.toWellFormed()),
            }),
          },
        }),
      entries: (response) => entriesAt(response),
    },
  },
});

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(-MAX_FILE_NAME);
}
