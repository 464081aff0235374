import { defineIntegration, field } from '@patchbay/integration-contracts';

export const diffblueCover = defineIntegration({
  name: 'diffblue_cover',
  title: 'Diffblue Cover',
  summary: 'Gives CI/CD jobs what they need to write unit tests with Diffblue Cover.',
  help: 'The key comes with the licence. Make the access token in the project with the role Developer and the scope api.',
  category: 'common',
  fields: {
    diffblue_license_key: field.password({
      title: 'License key',
      required: true,
      exposesSecrets: true,
      placeholder: 'XXXX-XXXX-XXXX-XXXX',
      section: 'connection',
      example: 'LICENSE-KEY-1F6A',
    }),
    diffblue_access_token_name: field.text({
      title: 'Name of the access token',
      help: 'The name that the token was given, with which jobs sign in.',
      required: true,
      section: 'configuration',
      example: 'diffblue-bot',
    }),
    diffblue_access_token_secret: field.password({
      title: 'Access token',
      help: 'With it, jobs push the tests that were written.',
      required: true,
      section: 'configuration',
      example: 'diffblue-token-1f6a',
    }),
  },
  events: { supported: [] },
  ciVariables: ({ settings }) => [
    { key: 'DIFFBLUE_LICENSE_KEY', value: settings.diffblue_license_key, isMasked: true },
    { key: 'DIFFBLUE_ACCESS_TOKEN_NAME', value: settings.diffblue_access_token_name, isMasked: true },
    { key: 'DIFFBLUE_ACCESS_TOKEN', value: settings.diffblue_access_token_secret, isMasked: true },
  ],
});
