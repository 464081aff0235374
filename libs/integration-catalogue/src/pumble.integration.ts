import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { slackMarkup } from './chat/markup.ts';
import { characters, render } from './chat/render.ts';

const LIMIT = characters(10_000);

export const pumble = defineChatNotification({
  name: 'pumble',
  title: 'Pumble',
  summary: 'Tells a Pumble channel what happens in a project.',
  help: 'In Pumble, open Manage apps, Incoming webhooks, and make one for the channel.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of the incoming web hook.',
      placeholder: 'https://api.pumble.com/workspaces/…',
      example: 'https://api.pumble.com/workspaces/x/incomingWebhooks/postMessage/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) =>
    post(settings.webhook, json({ text: render(message.summary, slackMarkup, LIMIT) })),
});
