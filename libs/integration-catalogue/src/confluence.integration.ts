import { defineIntegration, field } from '@patchbay/integration-contracts';

export const confluence = defineIntegration({
  name: 'confluence',
  title: 'Confluence Workspace',
  summary: 'Links to a Confluence Cloud workspace in place of the project’s own wiki.',
  help: 'Copy the address of the workspace from the browser, up to and with /wiki. Only Confluence Cloud is linked to.',
  category: 'third_party_wiki',
  fields: {
    confluence_url: field.url({
      title: 'Confluence Workspace URL',
      placeholder: 'https://example.atlassian.net/wiki',
      required: true,
      pattern: /^https?:\/\/(?:[a-z0-9-]+\.)+atlassian\.net(?::\d+)?\/wiki/i,
      patternHint:
        'must be the address of a workspace in Confluence Cloud, such as https://example.atlassian.net/wiki',
      section: 'connection',
      example: 'https://rockets.atlassian.net/wiki',
    }),
  },
  events: { supported: [] },
  wiki: { link: ({ confluence_url: url }) => url },
});
