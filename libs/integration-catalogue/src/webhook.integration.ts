import { TRIGGERS, defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { RECEIVER_SSL_VERIFICATION, RECEIVER_URL } from './web-hook/web-hook-fields.ts';

/** GitLab's project web hook: events of every kind, passed on byte for byte. */
export const webhook = defineIntegration({
  name: 'webhook',
  title: 'Webhook',
  summary: 'Posts each event, exactly as it came in, to a URL of your choice.',
  category: 'web_hook',
  isMultiple: true,
  fields: {
    url: field.url({ ...RECEIVER_URL, example: 'https://hooks.example.com/events' }),
    token: field.password({
      title: 'Secret token',
      help: 'Sent in the header X-Gitlab-Token, so that the receiver knows who is calling.',
      // Anything else can't stand in a header.
      pattern: /^[\x20-\x7e]*$/,
      patternHint: 'must consist of letters, digits, spaces and ASCII punctuation, on one line',
      section: 'connection',
      example: 'hook-token-1f6a',
    }),
    ...RECEIVER_SSL_VERIFICATION,
  },
  events: { supported: TRIGGERS },
  requests: ({ settings, event }) =>
    webHookRequest(settings.url, event, {
      verifyTls: settings.enable_ssl_verification,
      ...(settings.token !== undefined && { headers: { 'x-gitlab-token': settings.token } }),
    }),
});
