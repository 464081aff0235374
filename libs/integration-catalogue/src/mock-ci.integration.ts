import { defineIntegration, field, get } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { COMMIT, SSL_VERIFICATION } from './ci/ci-fields.ts';
import { projectPath, urlPart, withoutSlash } from './addresses/url-part.ts';

export const mockCi = defineIntegration({
  name: 'mock_ci',
  title: 'MockCI',
  summary: 'Stands in for a CI server while integrations are being developed.',
  category: 'ci',
  isDevelopmentOnly: true,
  fields: {
    mock_service_url: field.url({
      title: 'Mock service URL',
      placeholder: 'http://localhost:4004',
      required: true,
      section: 'connection',
      example: 'https://mock-ci.example.com',
    }),
    enable_ssl_verification: SSL_VERIFICATION,
  },
  events: { supported: [] },
  queries: {
    status: {
      summary: 'Build of a commit',
      parameters: [{ name: 'project', summary: 'Full path of the project', required: true }, COMMIT],
      request: ({ settings, parameters: { project = '', sha = '' } }) => {
        const path = projectPath(project);
        return get(`${withoutSlash(settings.mock_service_url)}/${path}/status/${urlPart(sha)}.json`, {
          verifyTls: settings.enable_ssl_verification,
        });
      },
      entries: (response) => entriesAt(response),
    },
  },
});
