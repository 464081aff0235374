import { field } from '@patchbay/integration-contracts';

/** Whether the certificate of the CI server is checked. */
export const SSL_VERIFICATION = field.checkbox({
  title: 'SSL verification',
  checkboxLabel: 'Check the certificate of the server',
  default: true,
  section: 'connection',
  texts: 'ci',
});

/** What a status query asks about. */
export const COMMIT = { name: 'sha', summary: 'SHA of the commit', required: true } as const;
