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

const TRIGGERS = [
  ...COMMON_CHAT_TRIGGERS,
  'deployment',
  'incident',
  'alert',
  'vulnerability',
  'group_mention',
  'group_confidential_mention',
] as const;

export const slack = defineChatNotification({
  name: 'slack',
  title: 'Slack notifications',
  summary: 'Tells Slack channels what happens in a project.',
  help: 'Make a Slack app with incoming web hooks at api.slack.com/apps and add a web hook for a channel.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of an incoming web hook of Slack, or of a server that understands the same messages.',
      placeholder: 'https://hooks.slack.com/services/…',
      example: 'https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/key0example',
    }),
    ...SENDER_FIELD,
    ...CHANNEL_FIELD,
    ...LABEL_FILTER_FIELDS,
    ...eventChannelFields(TRIGGERS),
  },
  triggers: TRIGGERS,
  requests: ({ settings, event, message }) => slackWebHookRequests(settings, event.trigger, message),
});
