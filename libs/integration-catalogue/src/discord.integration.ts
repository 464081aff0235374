import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { channelFields, channelOf } from './chat/channels.ts';
import { COMMON_CHAT_TRIGGERS, chatEvents } from './chat/chat-events.ts';
import { CHAT_FILTER_FIELDS } from './chat/chat-fields.ts';
import { chatFilter } from './chat/chat-filter.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { discordEmbed } from './discord/discord-embed.ts';

const CHANNEL_TRIGGERS = [...COMMON_CHAT_TRIGGERS, 'deployment'] as const;
const TRIGGERS = [...CHANNEL_TRIGGERS, 'group_mention', 'group_confidential_mention'] as const;
const WEBHOOK = {
  placeholder: 'https://discord.com/api/webhooks/…',
  hosts: ['discord.com'],
  secret: true,
} as const;

export const discord = defineIntegration({
  name: 'discord',
  title: 'Discord notifications',
  summary: 'Tells Discord channels what happens in a project.',
  category: 'chat',
  fields: {
    webhook: field.url({
      ...WEBHOOK,
      title: 'Webhook',
      help: "Address of a web hook that was made in the channel's settings.",
      required: true,
      section: 'connection',
      example: 'https://discord.com/api/webhooks/100200300/key-example',
    }),
    ...CHAT_FILTER_FIELDS,
    ...channelFields(CHANNEL_TRIGGERS, (event) =>
      field.url({
        ...WEBHOOK,
        title: `${event}: webhook`,
        help: 'Used for these events in place of the other one.',
        section: 'trigger',
      }),
    ),
  },
  events: chatEvents(TRIGGERS),
  filter: chatFilter,
  requests: ({ settings, event }) =>
    post(
      channelOf(settings, event.trigger) ?? settings.webhook,
      json({
        content: '',
        embeds: [discordEmbed(describeForChat(event.view))],
        // Nobody is pinged, whatever the text says.
        allowed_mentions: { parse: [] },
      }),
    ),
});
