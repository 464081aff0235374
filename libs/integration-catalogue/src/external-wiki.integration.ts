import { defineIntegration, field } from '@patchbay/integration-contracts';
import { askForPage, pageVerdict } from './wiki/page-probe.ts';

export const externalWiki = defineIntegration({
  name: 'external_wiki',
  title: 'External wiki',
  summary: 'Links to a wiki elsewhere beside the project’s own one.',
  help: 'Any page will do. It is linked to and not read; only the test asks for it, without signing in.',
  category: 'common',
  fields: {
    external_wiki_url: field.url({
      title: 'Wiki URL',
      placeholder: 'https://wiki.example.com/rockets',
      required: true,
      section: 'connection',
      example: 'https://wiki.example.com/rockets',
    }),
  },
  events: { supported: [] },
  wiki: { link: ({ external_wiki_url: url }) => url },
  probe: ({ settings }) => askForPage(settings.external_wiki_url),
  verdict: pageVerdict,
});
