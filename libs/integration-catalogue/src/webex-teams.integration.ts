import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS, chatEvents } from './chat/chat-events.ts';
import { CHAT_FILTER_FIELDS } from './chat/chat-fields.ts';
import { chatFilter } from './chat/chat-filter.ts';
import { summaryOf } from './chat/chat-message.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { webexMarkup } from './chat/markup.ts';
import { bytes, render } from './chat/render.ts';

/** Source: Webex, "Create a Message". */
const LIMIT = bytes(7_439);

export const webexTeams = defineIntegration({
  name: 'webex_teams',
  title: 'Webex Teams',
  summary: 'Tells a Webex space what happens in a project.',
  category: 'chat',
  fields: {
    webhook: field.url({
      title: 'Webhook',
      help: 'Address of an incoming web hook of the space.',
      placeholder: 'https://api.ciscospark.com/v1/webhooks/incoming/…',
      required: true,
      secret: true,
      section: 'connection',
      example: 'https://api.ciscospark.com/v1/webhooks/incoming/key-example',
    }),
    ...CHAT_FILTER_FIELDS,
  },
  events: chatEvents(COMMON_CHAT_TRIGGERS),
  filter: chatFilter,
  requests: ({ settings, event }) => {
    const markdown = render(summaryOf(describeForChat(event.view)), webexMarkup, LIMIT);
    return post(settings.webhook, json({ markdown }));
  },
});
