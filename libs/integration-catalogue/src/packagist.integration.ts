import { defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { withoutSlash } from './addresses/url-part.ts';

export const packagist = defineIntegration({
  name: 'packagist',
  title: 'Packagist',
  summary: 'Tells Packagist that a PHP package has changed.',
  help: 'The profile page of the Packagist account shows the API token.',
  category: 'common',
  fields: {
    username: field.text({
      title: 'Username',
      help: 'Of the account that maintains the package.',
      required: true,
      section: 'connection',
      example: 'patchbay',
    }),
    token: field.password({
      title: 'API token',
      help: 'The main one or, as it can do less, the safe one.',
      required: true,
      section: 'connection',
      example: 'packagist-token-1f6a',
    }),
    server: field.url({
      title: 'Server',
      help: 'Another one than packagist.org only if you run your own.',
      default: 'https://packagist.org',
      exposesSecrets: true,
      section: 'connection',
    }),
  },
  events: {
    supported: ['push', 'merge_request', 'tag_push'],
    default: ['push', 'merge_request', 'tag_push'],
  },
  requests: ({ settings: { server, username, token }, event }) => {
    const query = new URLSearchParams({ username, apiToken: token }).toString();
    return webHookRequest(`${withoutSlash(server)}/api/update-package?${query}`, event);
  },
});
