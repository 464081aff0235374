import { field } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import {
  CHANNEL_FIELD,
  LABEL_FILTER_FIELDS,
  SENDER_FIELD,
  WEBHOOK_OPTIONS,
  eventChannelFields,
} from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { slackWebHookRequests } from './slack/slack-message.ts';

const TRIGGERS = [...COMMON_CHAT_TRIGGERS, 'deployment', 'incident', 'vulnerability'] as const;

/** Mattermost understands what Slack does, links included. */
export const mattermost = defineChatNotification({
  name: 'mattermost',
  title: 'Mattermost notifications',
  summary: 'Tells Mattermost channels what happens in a project.',
  help: 'In Mattermost, make an incoming web hook under Integrations. To post to other channels than its own, it must not be locked to one.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of an incoming web hook.',
      placeholder: 'https://mattermost.example.com/hooks/…',
      example: 'https://mattermost.example.com/hooks/key-example',
    }),
    ...SENDER_FIELD,
    ...CHANNEL_FIELD,
    ...LABEL_FILTER_FIELDS,
    ...eventChannelFields(TRIGGERS),
  },
  triggers: TRIGGERS,
  requests: ({ settings, event, message }) => slackWebHookRequests(settings, event.trigger, message),
});
