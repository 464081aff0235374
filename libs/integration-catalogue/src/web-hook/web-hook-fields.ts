import { field } from '@patchbay/integration-contracts';

/** Options of the address that events are posted to. */
export const RECEIVER_URL = {
  title: 'URL',
  help: 'Receives the events. User and password in it are sent as basic authentication.',
  placeholder: 'https://example.com/hook',
  required: true,
  exposesSecrets: true,
  section: 'connection',
  texts: 'web_hook',
} as const;

/** Whether the certificate of the receiver is checked. */
export const RECEIVER_SSL_VERIFICATION = {
  enable_ssl_verification: field.checkbox({
    title: 'SSL verification',
    checkboxLabel: 'Check the certificate of the receiver',
    default: true,
    section: 'connection',
    texts: 'web_hook',
  }),
};
