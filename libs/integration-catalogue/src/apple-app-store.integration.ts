import { defineIntegration, field } from '@patchbay/integration-contracts';

export const appleAppStore = defineIntegration({
  name: 'apple_app_store',
  title: 'Apple App Store Connect',
  summary: 'Gives CI/CD jobs the credentials to publish apps through App Store Connect.',
  help: 'App Store Connect makes the key under Users and Access, Integrations. It can be downloaded only once.',
  category: 'common',
  levels: ['project'],
  fields: {
    app_store_issuer_id: field.text({
      title: 'Issuer ID',
      help: 'The same for all keys of a team; App Store Connect shows it above the list of keys.',
      required: true,
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      patternHint: 'must be a UUID in lower case',
      section: 'connection',
      example: '6f1a2b3c-0000-4000-8000-1234567890ab',
    }),
    app_store_key_id: field.text({
      title: 'Key ID',
      help: 'Stands beside the key in the list.',
      required: true,
      pattern: /^(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]+$/,
      patternHint: 'must consist of capital letters and digits, with at least one of each',
      section: 'connection',
      example: 'ABC1DEF2GH',
    }),
    app_store_private_key_file_name: field.text({
      title: 'File name of the private key',
      placeholder: 'AuthKey_ABC1DEF2GH.p8',
      required: true,
      section: 'connection',
      example: 'AuthKey_ABC1DEF2GH.p8',
    }),
    app_store_private_key: field.textarea({
      title: 'Private key',
      help: 'Content of the file, with its first and last line.',
      required: true,
      secret: true,
      apiOnly: true,
      pattern: /^-----BEGIN (?:EC )?PRIVATE KEY-----\s[\w+/=\s]+-----END (?:EC )?PRIVATE KEY-----\s*$/,
      patternHint: 'must be a private key in PEM format',
      example: '-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49ExampleKey\n-----END PRIVATE KEY-----',
    }),
    app_store_protected_refs: field.checkbox({
      title: 'Protected refs',
      checkboxLabel: 'Only jobs of protected branches and tags get them',
      default: true,
      section: 'configuration',
    }),
  },
  events: { supported: [] },
  ciVariables: ({ settings }) => [
    { key: 'APP_STORE_CONNECT_API_KEY_ISSUER_ID', value: settings.app_store_issuer_id, isMasked: true },
    { key: 'APP_STORE_CONNECT_API_KEY_KEY', value: base64(settings.app_store_private_key), isMasked: true },
    { key: 'APP_STORE_CONNECT_API_KEY_KEY_ID', value: settings.app_store_key_id, isMasked: true },
    { key: 'APP_STORE_CONNECT_API_KEY_IS_KEY_CONTENT_BASE64', value: 'true', isMasked: false },
  ],
});

/** On one line, since only such values can be masked in job logs. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
