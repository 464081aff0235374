import { defineIntegration, field } from '@patchbay/integration-contracts';

export const googlePlay = defineIntegration({
  name: 'google_play',
  title: 'Google Play',
  summary: 'Gives CI/CD jobs the credentials to publish apps on Google Play.',
  help: 'Make a service account in the Google Cloud console, give it access in the Play Console, and download its key as JSON.',
  category: 'common',
  levels: ['project'],
  fields: {
    package_name: field.text({
      title: 'Package name',
      placeholder: 'com.example.app',
      required: true,
      pattern: /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*){1,20}$/,
      patternHint: 'must be a package name such as com.example.app',
      section: 'connection',
      example: 'com.example.rockets',
    }),
    service_account_key_file_name: field.text({
      title: 'File name of the key',
      placeholder: 'service-account.json',
      required: true,
      section: 'connection',
      example: 'service-account.json',
    }),
    service_account_key: field.textarea({
      title: 'Service account key',
      help: 'Content of the file: a JSON object with type, project_id, private_key and client_email.',
      required: true,
      secret: true,
      apiOnly: true,
      example:
        '{"type":"service_account","project_id":"rockets","private_key":"example-key-1f6a","client_email":"ci@rockets.iam.gserviceaccount.com"}',
    }),
    google_play_protected_refs: field.checkbox({
      title: 'Protected refs',
      checkboxLabel: 'Only jobs of protected branches and tags get them',
      default: true,
      section: 'configuration',
    }),
  },
  events: { supported: [] },
  problems: { no_service_account: 'must be the JSON key of a service account' },
  validate: ({ service_account_key: key }) =>
    key === undefined || isServiceAccountKey(key) ? {} : { service_account_key: 'no_service_account' },
  ciVariables: ({ settings }) => [
    { key: 'SUPPLY_JSON_KEY_DATA', value: settings.service_account_key, isMasked: true },
    { key: 'SUPPLY_PACKAGE_NAME', value: settings.package_name, isMasked: false },
  ],
});

const MEMBERS = ['project_id', 'private_key', 'client_email'] as const;

function isServiceAccountKey(text: string): boolean {
  try {
    const key: unknown = JSON.parse(text);
    if (typeof key !== 'object' || key === null) return false;
    const members = key as Readonly<Record<string, unknown>>;
    return (
      members['type'] === 'service_account' && MEMBERS.every((name) => typeof members[name] === 'string')
    );
  } catch {
    return false;
  }
}
