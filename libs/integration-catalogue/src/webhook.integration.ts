import { TRIGGERS, defineIntegration, field, skip } from '@patchbay/integration-contracts';
import { heldBackBy } from './web-hook/content-filter.ts';
import { MAX_TEMPLATE_CHARACTERS, renderPayload } from './web-hook/payload-template.ts';
import { shownUrl, withVariables } from './web-hook/url-variables.ts';
import { webHookExtras } from './web-hook/web-hook-extras.ts';
import { RECEIVER_SSL_VERIFICATION, RECEIVER_URL } from './web-hook/web-hook-fields.ts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { WEB_HOOK_PROBLEMS, templateProblems, webHookProblems } from './web-hook/web-hook-rules.ts';

/** Shown and used only with OAuth. */
const WITH_OAUTH = { section: 'security', when: { field: 'authentication', is: 'oauth2' } } as const;
const SIGNING_SECRET = {
  pattern:
    /^whsec_(?=[A-Za-z0-9+/]{32,86}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  patternHint: 'must be whsec_ and 24 to 64 bytes in base64',
  section: 'security',
} as const;

/** GitLab's project web hook, with what the specification "Standard Webhooks" adds to one. */
export const webhook = defineIntegration({
  name: 'webhook',
  title: 'Webhook',
  summary: 'Posts each event to a URL of your choice, exactly as it came in or in a form of your own.',
  help: `A payload template makes another body of each event: JSON with \`{{path.to.field}}\` wherever a value of the event is wanted. In quotes, \`"{{user_name}} pushed"\`, it becomes part of the text; without quotes it is the value as JSON, \`null\` where there is none. Lists are addressed by number, \`{{commits.0.id}}\`, or gone through: \`[{{#commits}}{{id}}{{^-last}},{{/-last}}{{/commits}}]\`. A result has 1 MiB at most.

A content filter is an expression in CEL that must be true for an event to be sent, for example \`trigger == "push" && event.commits.exists(c, c.modified.exists(f, f.startsWith("docs/")))\`. It sees \`event\` (the payload), \`trigger\`, \`project\` (its path), \`ref\` and \`labels\`; it has comparisons, \`in\`, \`&&\`, \`||\`, \`!\`, \`?:\`, \`has\`, \`size\`, \`startsWith\`, \`endsWith\`, \`contains\`, \`lowerAscii\`, \`matches(text, "pattern")\` and the loops \`exists\`, \`all\`, \`exists_one\` and \`filter\`, of which an inner one goes over what its element holds. An event for which it fails, because a field is missing for example, is held back.`,
  category: 'web_hook',
  isMultiple: true,
  fields: {
    url: field.url({ ...RECEIVER_URL, example: 'https://hooks.example.com/events' }),
    url_variables: field.textarea({
      title: 'URL variables',
      help: 'Values for each {name} in the URL, as name=value, one a line. No log shows them.',
      placeholder: 'key=a-secret-key',
      secret: true,
      section: 'connection',
    }),
    token: field.password({
      title: 'Secret token',
      help: 'Sent in the header X-Gitlab-Token, so that the receiver knows who is calling.',
      // Anything else can't stand in a header.
      pattern: /^[\x20-\x7e]*$/,
      patternHint: 'must consist of letters, digits, spaces and ASCII punctuation, on one line',
      section: 'connection',
      example: 'hook-token-1f6a',
    }),
    custom_headers: field.textarea({
      title: 'Custom headers',
      help: 'Sent with each request, as Name: value, one a line, 20 at most. No log shows their values.',
      placeholder: 'X-Api-Key: a-secret-key',
      secret: true,
      section: 'connection',
    }),
    ...RECEIVER_SSL_VERIFICATION,
    signing_secret: field.password({
      title: 'Signing secret',
      help: 'Key of a signature by Standard Webhooks (v1), which the receiver needs as well: whsec_ and 24 to 64 bytes in base64.',
      ...SIGNING_SECRET,
    }),
    signing_secret_previous: field.password({
      title: 'Previous signing secret',
      help: 'Signs beside the other one, while receivers change over.',
      ...SIGNING_SECRET,
    }),
    signing_key: field.password({
      title: 'Signing key',
      help: 'Key of a signature by Standard Webhooks (v1a) that receivers check with the public half: whsk_ and an ed25519 key in base64.',
      pattern: /^whsk_(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/,
      patternHint: 'must be whsk_ and the 32 or 64 bytes of an ed25519 key in base64',
      section: 'security',
    }),
    authentication: field.select({
      title: 'Authentication',
      help: 'How the receiver is told who is calling, beside token and signature.',
      choices: [
        ['User and password of the URL, if it has them', 'basic'],
        ['OAuth 2.0 client credentials', 'oauth2'],
      ],
      default: 'basic',
      section: 'security',
    }),
    oauth_token_url: field.url({
      title: 'Token URL',
      help: 'Gives out access tokens for the client.',
      required: true,
      exposesSecrets: true,
      placeholder: 'https://login.example.com/oauth/token',
      ...WITH_OAUTH,
    }),
    oauth_client_id: field.text({
      title: 'Client ID',
      help: 'Name of the client at the token URL.',
      required: true,
      ...WITH_OAUTH,
    }),
    oauth_client_secret: field.password({
      title: 'Client secret',
      help: 'Password of the client at the token URL.',
      required: true,
      ...WITH_OAUTH,
    }),
    oauth_scope: field.text({
      title: 'Scope',
      help: 'What the token is to allow, with spaces between several.',
      ...WITH_OAUTH,
    }),
    oauth_audience: field.text({
      title: 'Audience',
      help: 'Whom the token is for, where the server wants to be told.',
      ...WITH_OAUTH,
    }),
    client_certificate: field.textarea({
      title: 'Client certificate',
      help: 'Shown to the receiver in the TLS handshake: PEM, with the certificates of its issuers behind it where needed.',
      maxLength: 32_768,
      section: 'security',
    }),
    client_key: field.textarea({
      title: 'Key of the client certificate',
      help: 'The private key in PEM.',
      secret: true,
      section: 'security',
    }),
    client_key_passphrase: field.password({
      title: 'Passphrase of the key',
      help: 'Where the key is encrypted.',
      section: 'security',
    }),
    payload_template: field.textarea({
      title: 'Payload template',
      help: 'JSON with {{path.to.field}} for values of the event, sent in place of the event.',
      placeholder: '{"text": "{{user_name}} pushed to {{project.name}}"}',
      maxLength: MAX_TEMPLATE_CHARACTERS,
      section: 'payload',
    }),
    content_filter: field.textarea({
      title: 'Content filter',
      help: 'Expression in CEL over event, trigger, project, ref and labels; only events for which it is true are sent.',
      placeholder: 'ref == "main" && !("wip" in labels)',
      maxLength: 4096,
      section: 'payload',
    }),
  },
  events: { supported: TRIGGERS },
  problems: WEB_HOOK_PROBLEMS,
  validate: webHookProblems,
  validateEvents: ({ settings, triggers }) => templateProblems(settings.payload_template, triggers),
  requests: ({ settings, event }) => {
    const { url, url_variables: variables, payload_template: template, content_filter: filter } = settings;
    const heldBack = filter === undefined ? undefined : heldBackBy(filter, event);
    if (heldBack !== undefined) return skip(heldBack);
    const body = template === undefined ? event.body : renderPayload(template, event.payload);
    return webHookRequest(
      withVariables(url, variables),
      { body },
      {
        ...webHookExtras(settings),
        ...(variables !== undefined && { shownUrl: shownUrl(url) }),
      },
    );
  },
});
