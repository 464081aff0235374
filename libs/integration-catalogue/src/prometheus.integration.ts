import { defineIntegration, field, get } from '@patchbay/integration-contracts';
import type { RequestSpec } from '@patchbay/integration-contracts';
import { resultsOf } from './prometheus/query-result.ts';
import { withoutSlash } from './addresses/url-part.ts';

const QUERY = { name: 'query', summary: 'Expression in PromQL', required: true } as const;

export const prometheus = defineIntegration({
  name: 'prometheus',
  title: 'Prometheus',
  summary: 'Reads metrics from a Prometheus server.',
  help: 'Give an address under which this service reaches the server and needs no token; the operator has to allow private ones.',
  category: 'monitoring',
  fields: {
    manual_configuration: field.checkbox({
      title: 'Manual configuration',
      help: 'Kept for older clients. Whether the integration is active is decided by its own switch.',
      default: true,
      apiOnly: true,
    }),
    api_url: field.url({
      title: 'API URL',
      help: 'Base address of the server, without /api/v1.',
      placeholder: 'https://prometheus.example.com/',
      required: true,
      section: 'connection',
      example: 'https://prometheus.example.com',
    }),
    google_iap_audience_client_id: field.text({
      title: 'Google IAP audience client ID',
      help: 'Kept for older clients. Google’s Identity-Aware Proxy is not signed in to.',
      apiOnly: true,
    }),
    google_iap_service_account_json: field.textarea({
      title: 'Google IAP service account JSON',
      help: 'Kept for older clients, sealed and never shown.',
      secret: true,
      apiOnly: true,
    }),
  },
  events: { supported: [] },
  probe: ({ settings }) => apiGet(settings.api_url, 'query', { query: '1' }),
  queries: {
    query: {
      summary: 'Value of an expression at one moment',
      parameters: [QUERY, { name: 'time', summary: 'Moment, in RFC 3339 or seconds; now when absent' }],
      request: ({ settings, parameters }) =>
        apiGet(settings.api_url, 'query', pick(parameters, ['query', 'time'])),
      entries: (response) => resultsOf(response),
    },
    query_range: {
      summary: 'Values of an expression over a range',
      parameters: [
        QUERY,
        { name: 'start', summary: 'First moment, in RFC 3339 or seconds', required: true },
        { name: 'end', summary: 'Last moment', required: true },
        { name: 'step', summary: 'Distance of the values, such as 60s', required: true },
      ],
      request: ({ settings, parameters }) =>
        apiGet(settings.api_url, 'query_range', pick(parameters, ['query', 'start', 'end', 'step'])),
      entries: (response) => resultsOf(response),
    },
  },
});

function apiGet(url: string, path: string, query: Readonly<Record<string, string>>): RequestSpec {
  return get(`${withoutSlash(url)}/api/v1/${path}?${new URLSearchParams(query).toString()}`);
}

function pick(
  parameters: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const given = names.map((name) => [name, parameters[name]] as const);
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
