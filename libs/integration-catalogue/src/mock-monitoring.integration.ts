import { defineIntegration } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { urlPart } from './addresses/url-part.ts';

export const mockMonitoring = defineIntegration({
  name: 'mock_monitoring',
  title: 'Mock monitoring',
  summary: 'Stands in for a metrics server while integrations are being developed.',
  help: 'There is nothing to set up here. Metrics are read from `http://127.0.0.1:9090/metrics/<environment>.json`, where a developer lets a file server listen; the operator has to allow private addresses.',
  category: 'monitoring',
  isDevelopmentOnly: true,
  fields: {},
  events: { supported: [] },
  queries: {
    metrics: {
      summary: 'Made-up metrics of an environment',
      parameters: [{ name: 'environment', summary: 'Name of the environment' }],
      // Answered by whatever a developer lets listen there: nothing is to be set up.
      request: ({ parameters: { environment = 'production' } }) => ({
        method: 'GET',
        url: `http://127.0.0.1:9090/metrics/${urlPart(environment)}.json`,
        headers: { accept: 'application/json' },
      }),
      entries: (response) => entriesAt(response),
    },
  },
});
