import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { textOf } from './chat/chat-message.ts';
import { slackMarkup } from './chat/markup.ts';
import { bytes, render } from './chat/render.ts';

/** Source: Google Chat's API, `spaces.messages`: 32,000 bytes with everything around the text. */
const LIMIT = bytes(30_000);

export const hangoutsChat = defineChatNotification({
  name: 'hangouts_chat',
  title: 'Google Chat',
  summary: 'Tells a Google Chat space what happens in a project, one thread for each thing.',
  help: 'In Google Chat, open Apps and integrations of the space and make a web hook.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of a web hook of the space.',
      placeholder: 'https://chat.googleapis.com/v1/spaces/…',
      example:
        'https://chat.googleapis.com/v1/spaces/AAAAexample/messages?key=key-example&token=token-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) => {
    const url = new URL(settings.webhook);
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    const { thread } = message;
    return post(
      url.href,
      json({
        // Google Chat writes links as Slack does.
        text: render(textOf(message), slackMarkup, LIMIT),
        ...(thread !== undefined && { thread: { threadKey: thread.toWellFormed() } }),
      }),
    );
  },
});
