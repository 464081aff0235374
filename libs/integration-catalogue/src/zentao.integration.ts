import { defineIntegration, field, findReferences, get } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { HASH_OR_PREFIX } from './tracker/define-issue-tracker.ts';
import { urlPart, withoutSlash } from './addresses/url-part.ts';

const PAGING = [
  { name: 'page', summary: 'Number of the page, from 1' },
  { name: 'limit', summary: 'Entries of a page' },
] as const;

export const zentao = defineIntegration({
  name: 'zentao',
  title: 'ZenTao',
  summary: 'Shows the issues of a ZenTao product, and links mentions of them.',
  help: 'ZenTao gives the token to whoever signs in through its API v1, at /api.php/v1/tokens.',
  category: 'issue_tracker',
  fields: {
    url: field.url({
      title: 'ZenTao Web URL',
      help: 'Base address of the server.',
      placeholder: 'https://www.zentao.net',
      required: true,
      exposesSecrets: true,
      dataField: true,
      maxLength: 2048,
      section: 'connection',
      example: 'https://zentao.example.com',
    }),
    api_url: field.url({
      title: 'ZenTao API URL',
      help: 'If it is another one than the web URL.',
      exposesSecrets: true,
      dataField: true,
      maxLength: 2048,
      section: 'connection',
    }),
    api_token: field.password({
      title: 'ZenTao API token',
      help: 'Of a user who may see the product.',
      required: true,
      maxLength: 255,
      section: 'connection',
      example: 'zentao-token-1f6a',
    }),
    zentao_product_xid: field.text({
      title: 'ZenTao product ID',
      help: 'Number of the product, as its address has it.',
      required: true,
      dataField: true,
      maxLength: 255,
      section: 'connection',
      example: '3',
    }),
  },
  events: { supported: [] },
  tracker: {
    links: ({ url }) => ({ project: url, issue: `${withoutSlash(url)}/issue-view-:id.html` }),
    references: (text) => findReferences(text, HASH_OR_PREFIX),
  },
  probe: ({ settings }) => apiGet(settings, `products/${urlPart(settings.zentao_product_xid)}`),
  verdict: (response) =>
    entriesAt(response)[0]?.['deleted'] === '0'
      ? { ok: true }
      : { ok: false, isRetryable: false, reason: 'there is no such product' },
  queries: {
    issues: {
      summary: 'Issues of the product',
      parameters: PAGING,
      request: ({ settings, parameters: { page = '1', limit = '20' } }) => {
        const query = new URLSearchParams({ page, limit }).toString();
        return apiGet(settings, `products/${urlPart(settings.zentao_product_xid)}/issues?${query}`);
      },
      entries: (response) => entriesAt(response, 'issues'),
    },
    issue: {
      summary: 'One issue',
      parameters: [{ name: 'id', summary: 'Identifier of the issue', required: true }],
      request: ({ settings, parameters: { id = '' } }) => apiGet(settings, `issues/${urlPart(id)}`),
      entries: (response) => entriesAt(response, 'issue'),
    },
  },
});

interface ZentaoSettings {
  readonly url: string;
  readonly api_url?: string | undefined;
  readonly api_token: string;
}

function apiGet({ url, api_url: api = url, api_token: token }: ZentaoSettings, path: string) {
  return get(`${withoutSlash(api)}/api.php/v1/${path}`, {
    headers: { 'content-type': 'application/json', token },
  });
}
