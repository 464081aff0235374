import { defineIntegration, field, get } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';

const AUTHORIZATION = 'https://api.byndid.com/key-mgmt/v0/gpg/key/authorization/git-commit-signing';

export const beyondIdentity = defineIntegration({
  name: 'beyond_identity',
  title: 'Beyond Identity',
  summary: 'Asks Beyond Identity whether the key that signed a commit may do so.',
  help: 'The Beyond Identity administrator makes the token, for the API of key management.',
  category: 'common',
  levels: ['instance'],
  fields: {
    token: field.password({
      title: 'API token',
      help: 'With it, keys are asked about.',
      required: true,
      section: 'connection',
      example: 'beyond-token-1f6a',
    }),
    exclude_service_accounts: field.checkbox({
      title: 'Service accounts',
      checkboxLabel: 'Do not ask about commits of service accounts',
      section: 'configuration',
    }),
  },
  events: { supported: [] },
  queries: {
    key_authorization: {
      summary: 'Whether a key may sign commits of a committer',
      parameters: [
        { name: 'key_id', summary: 'Identifier of the primary GPG key', required: true },
        { name: 'committer_email', summary: 'E-mail address of the committer', required: true },
      ],
      request: ({ settings, parameters: { key_id = '', committer_email = '' } }) =>
        get(`${AUTHORIZATION}?${new URLSearchParams({ key_id, committer_email }).toString()}`, {
          headers: { 'content-type': 'application/json', authorization: `Bearer ${settings.token}` },
        }),
      entries: (response) => entriesAt(response),
    },
  },
});
