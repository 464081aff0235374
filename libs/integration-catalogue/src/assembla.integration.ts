import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { urlPart } from './addresses/url-part.ts';

export const assembla = defineIntegration({
  name: 'assembla',
  title: 'Assembla',
  summary: 'Shows pushes in an Assembla space.',
  help: 'The space needs the tool for GitHub, whose settings show the secret key.',
  category: 'common',
  fields: {
    token: field.password({
      title: 'Authentication token',
      help: 'The secret key of the tool.',
      required: true,
      section: 'connection',
      example: 'assembla-key-1f6a',
    }),
    subdomain: field.text({
      title: 'Subdomain',
      help: 'Name of the space, as its address has it.',
      exposesSecrets: true,
      section: 'connection',
      example: 'rockets',
    }),
  },
  events: { supported: ['push'], configurable: [] },
  requests: ({ settings: { token, subdomain = '' }, event }) => {
    const query = new URLSearchParams({ secret_key: token }).toString();
    const url = `https://atlas.assembla.com/spaces/${urlPart(subdomain)}/github_tool?${query}`;
    return post(url, json({ payload: event.payload }));
  },
});
