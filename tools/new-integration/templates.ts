/** What to write of a new integration. */
export interface NewIntegration {
  /** Underscored: `carrier_pigeon`. */
  readonly name: string;
  /** For people: `Carrier Pigeon`. */
  readonly title: string;
  /** The name of the constant: `carrierPigeon`. */
  readonly constant: string;
}

export const KINDS = ['chat', 'webhook', 'plain'] as const;
export type Kind = (typeof KINDS)[number];

const host = (name: string): string => name.replaceAll('_', '-');

const chat = ({ name, title, constant }: NewIntegration): string => `\
import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { textOf } from './chat/chat-message.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { characters, render } from './chat/render.ts';
import { plainMarkup } from './markup/html-markup.ts';

const LIMIT = characters(4_000);

export const ${constant} = defineChatNotification({
  name: '${name}',
  title: '${title}',
  summary: 'Tells ${title} what happens in a project.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of an incoming web hook.',
      placeholder: 'https://${host(name)}.example.com/hooks/…',
      example: 'https://${host(name)}.example.com/hooks/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) =>
    post(settings.webhook, json({ text: render(textOf(message), plainMarkup, LIMIT) })),
});
`;

const webhook = ({ name, title, constant }: NewIntegration): string => `\
import { defineIntegration, field } from '@patchbay/integration-contracts';
import { webHookRequest } from './web-hook/web-hook-request.ts';

export const ${constant} = defineIntegration({
  name: '${name}',
  title: '${title}',
  summary: 'Sends ${title} what is pushed, as it came in.',
  category: 'common',
  fields: {
    url: field.url({
      title: 'URL',
      help: 'Receives the events.',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://${host(name)}.example.com/events',
    }),
  },
  events: { supported: ['push', 'tag_push'], default: ['push', 'tag_push'] },
  requests: ({ settings, event }) => webHookRequest(settings.url, event),
});
`;

const plain = ({ name, title, constant }: NewIntegration): string => `\
import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';

export const ${constant} = defineIntegration({
  name: '${name}',
  title: '${title}',
  summary: 'Tells ${title} what is pushed.',
  category: 'common',
  fields: {
    url: field.url({
      title: '${title} URL',
      placeholder: 'https://${host(name)}.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://${host(name)}.example.com',
    }),
    token: field.password({
      title: 'API token',
      help: 'Sent as a bearer token.',
      required: true,
      section: 'connection',
      example: '${host(name)}-token-1f6a',
    }),
  },
  events: { supported: ['push'] },
  requests: ({ settings, event: { view } }) =>
    post(settings.url, json({ branch: view.ref, commits: view.commits.map(({ id }) => id) }), {
      headers: { authorization: \`Bearer \${settings.token}\` },
    }),
});
`;

const TEMPLATES: Readonly<Record<Kind, (integration: NewIntegration) => string>> = { chat, webhook, plain };

/** The definition of a new integration: sound as it is, to be made into what the product wants. */
export function definitionFile(kind: Kind, integration: NewIntegration): string {
  return TEMPLATES[kind](integration);
}
