import { defineIntegration, field } from '@patchbay/integration-contracts';
import { askForPage, pageVerdict } from './wiki/page-probe.ts';

export const shimo = defineIntegration({
  name: 'shimo',
  title: 'Shimo',
  summary: 'Links to a workspace in Shimo in place of the project’s own wiki.',
  help: 'Copy the address of the workspace from the browser. The test asks for it without signing in.',
  category: 'third_party_wiki',
  levels: ['project'],
  fields: {
    external_wiki_url: field.url({
      title: 'Shimo Workspace URL',
      placeholder: 'https://shimo.im/space/example',
      required: true,
      section: 'connection',
      example: 'https://shimo.im/space/rockets',
    }),
  },
  events: { supported: [] },
  wiki: { link: ({ external_wiki_url: url }) => url },
  probe: ({ settings }) => askForPage(settings.external_wiki_url),
  verdict: pageVerdict,
});
