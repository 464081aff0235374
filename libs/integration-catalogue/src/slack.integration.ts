import { defineIntegration, field, form, post } from '@patchbay/integration-contracts';
import { channelFields, channelOf } from './chat/channels.ts';
import { COMMON_CHAT_TRIGGERS, chatEvents } from './chat/chat-events.ts';
import { CHAT_FILTER_FIELDS, LABEL_FILTER_FIELDS } from './chat/chat-fields.ts';
import { chatFilter } from './chat/chat-filter.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { slackMessage } from './slack/slack-message.ts';

const TRIGGERS = [
  ...COMMON_CHAT_TRIGGERS,
  'deployment',
  'incident',
  'alert',
  'vulnerability',
  'group_mention',
  'group_confidential_mention',
] as const;

const UP_TO_TEN = {
  pattern: /^[^,]*(?:,[^,]*){0,9}$/,
  patternHint: 'must name at most 10 channels, separated by commas',
} as const;

export const slack = defineIntegration({
  name: 'slack',
  title: 'Slack notifications',
  summary: 'Tells Slack channels what happens in a project.',
  category: 'chat',
  fields: {
    webhook: field.url({
      title: 'Webhook',
      help: 'Address of an incoming web hook of Slack, or of a server that understands the same messages.',
      placeholder: 'https://hooks.slack.com/services/…',
      required: true,
      secret: true,
      section: 'connection',
      example: 'https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/key0example',
    }),
    username: field.text({ title: 'Username', help: 'Name shown as the sender.', example: 'patchbay' }),
    channel: field.text({
      ...UP_TO_TEN,
      title: 'Channel',
      help: 'Channels for the events that have none of their own, separated by commas.',
      apiOnly: true,
      example: '#engine',
    }),
    ...CHAT_FILTER_FIELDS,
    ...LABEL_FILTER_FIELDS,
    ...channelFields(TRIGGERS, (event) =>
      field.text({
        ...UP_TO_TEN,
        title: `${event}: channel`,
        placeholder: '#general, #development',
        section: 'trigger',
      }),
    ),
  },
  events: chatEvents(TRIGGERS),
  filter: chatFilter,
  requests: ({ settings, event }) => {
    const message = slackMessage(describeForChat(event.view));
    const { webhook, username, channel: usual } = settings;
    const sender = username === undefined ? {} : { username };
    const send = (place: { channel?: string }) =>
      post(webhook, form({ payload: JSON.stringify({ ...message, ...place, ...sender }) }));
    const channels = namesIn(channelOf(settings, event.trigger) ?? usual);
    return channels.length === 0 ? send({}) : channels.map((channel) => send({ channel }));
  },
});

function namesIn(list = ''): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
