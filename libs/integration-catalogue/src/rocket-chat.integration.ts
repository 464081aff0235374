import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { rocketChatMarkup, rocketChatPlain } from './chat/markup.ts';
import { slackMessage } from './slack/slack-message.ts';
import type { SlackDialect } from './slack/slack-message.ts';

/** Colours are CSS, and times are read as JavaScript reads them. */
const ROCKET_CHAT: SlackDialect = {
  markup: rocketChatMarkup,
  plain: rocketChatPlain,
  colours: {
    good: '#2EB886',
    warning: '#DAA038',
    danger: '#A30200',
    neutral: '#334455',
    attention: '#C95823',
  },
  time: (time) => time.toISOString(),
};

export const rocketChat = defineChatNotification({
  name: 'rocket_chat',
  title: 'Rocket.Chat',
  summary: 'Tells Rocket.Chat channels what happens in a project.',
  help: 'In Rocket.Chat, make an incoming integration under Workspace, Integrations. It needs no script.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of the incoming integration.',
      placeholder: 'https://chat.example.com/hooks/…',
      example: 'https://chat.example.com/hooks/id-example/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) => {
    const { text, attachments } = slackMessage(message, ROCKET_CHAT);
    return post(settings.webhook, json({ text, ...(attachments !== undefined && { attachments }) }));
  },
});
