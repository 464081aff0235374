import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { webexMarkup } from './chat/markup.ts';
import { bytes, render } from './chat/render.ts';

/** Source: Webex, "Create a Message". */
const LIMIT = bytes(7_439);

export const webexTeams = defineChatNotification({
  name: 'webex_teams',
  title: 'Webex Teams',
  summary: 'Tells a Webex space what happens in a project.',
  help: 'In the Webex App Hub, connect Incoming Webhooks and choose the space.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of an incoming web hook of the space.',
      placeholder: 'https://api.ciscospark.com/v1/webhooks/incoming/…',
      example: 'https://api.ciscospark.com/v1/webhooks/incoming/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) =>
    post(settings.webhook, json({ markdown: render(message.summary, webexMarkup, LIMIT) })),
});
