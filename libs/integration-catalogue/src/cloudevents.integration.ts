import { TRIGGERS, defineIntegration, field, post, rawJson } from '@patchbay/integration-contracts';
import { attributeHeaders, attributesOf, structuredBody } from './cloud-event/cloud-event.ts';
import { RECEIVER_SSL_VERIFICATION } from './web-hook/web-hook-fields.ts';

/** Source: CloudEvents 1.0.2, "HTTP Protocol Binding" and "JSON Event Format". */
export const cloudevents = defineIntegration({
  name: 'cloudevents',
  title: 'CloudEvents',
  summary: 'Posts each event to a URL of your choice as a CloudEvent.',
  help: 'For Knative and whatever else takes CloudEvents 1.0 over HTTP. The type is `com.gitlab.` with the kind of event behind it, the source is the address of the project. A receiver may drop what has a source and id that it has seen.',
  category: 'web_hook',
  isMultiple: true,
  fields: {
    url: field.url({
      title: 'URL',
      help: 'Receives the events.',
      placeholder: 'https://broker.example.com/default',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://broker.example.com/default',
    }),
    token: field.password({
      title: 'Token',
      help: 'Sent as a bearer token, so that the receiver knows who is calling.',
      // Anything else can't stand in a header.
      pattern: /^[\x21-\x7e]+$/,
      patternHint: 'must consist of ASCII letters, digits and punctuation',
      section: 'connection',
      example: 'broker-token-1f6a',
    }),
    mode: field.select({
      title: 'Mode',
      help: 'Binary sends the event as it came in and what describes it in headers; structured sends both in one JSON document.',
      choices: [
        ['Binary', 'binary'],
        ['Structured', 'structured'],
      ],
      default: 'binary',
      section: 'connection',
    }),
    ...RECEIVER_SSL_VERIFICATION,
  },
  events: { supported: TRIGGERS },
  requests: ({ settings: { url, token, mode, enable_ssl_verification: verifyTls }, event }) => {
    const attributes = attributesOf(event);
    const access: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    if (mode === 'binary') {
      const headers = { ...attributeHeaders(attributes), ...access };
      return post(url, rawJson(event.body), { headers, verifyTls });
    }
    const content = { type: 'application/cloudevents+json', body: structuredBody(attributes, event.body) };
    return post(url, content, { headers: access, verifyTls });
  },
});
