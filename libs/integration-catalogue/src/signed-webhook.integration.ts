import { TRIGGERS, defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { RECEIVER_SSL_VERIFICATION, RECEIVER_URL } from './web-hook/web-hook-fields.ts';

/** Source: GitHub, "Validating webhook deliveries". */
export const signedWebhook = defineIntegration({
  name: 'signed_webhook',
  title: 'Signed webhook',
  summary: 'Posts each event, exactly as it came in, with a signature that proves where it comes from.',
  help: 'The header `X-Hub-Signature-256` has `sha256=` and the HMAC-SHA-256 of the body in hexadecimal, as GitHub signs its web hooks; many receivers know how to check it. The secret itself is never sent.',
  category: 'web_hook',
  isMultiple: true,
  fields: {
    url: field.url({ ...RECEIVER_URL, example: 'https://hooks.example.com/signed' }),
    secret: field.password({
      title: 'Secret',
      help: 'Key of the signature; the receiver needs the same.',
      required: true,
      section: 'connection',
      example: 'signing-key-1f6a',
    }),
    ...RECEIVER_SSL_VERIFICATION,
  },
  events: { supported: TRIGGERS },
  requests: ({ settings: { url, secret, enable_ssl_verification: verifyTls }, event }) => ({
    ...webHookRequest(url, event, { verifyTls }),
    signing: { kind: 'hub_sha256', secret },
  }),
});
