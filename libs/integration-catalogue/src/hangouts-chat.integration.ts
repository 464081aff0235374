import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { textOf } from './chat/chat-message.ts';
import { googleChatMarkup } from './chat/markup.ts';
import { jsonBytes, render } from './chat/render.ts';
import { clip } from './chat/rich-text.ts';

/** Source: Google Chat's API, `spaces.messages`: 32,000 bytes with everything around the text. */
const LIMIT = jsonBytes(28_000);
const MAX_THREAD_KEY = 1_000;

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
    const { thread } = message;
    return post(
      threadedUrl(settings.webhook),
      json({
        text: render(textOf(message), googleChatMarkup, LIMIT),
        ...(thread !== undefined && { thread: { threadKey: clip(thread, MAX_THREAD_KEY).toWellFormed() } }),
      }),
    );
  },
});

/** Appended as text: a query that is written anew may show the token in a form that the mask does not know. */
function threadedUrl(webhook: string): string {
  const url = new URL(webhook);
  if (url.searchParams.has('messageReplyOption')) return url.href;
  const separator = url.search === '' ? '?' : '&';
  url.search = `${url.search}${separator}messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD`;
  return url.href;
}
