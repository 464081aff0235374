import { field, json, post } from '@patchbay/integration-contracts';
import { channelFields, channelOf } from './chat/channels.ts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { discordEmbed } from './discord/discord-embed.ts';

const CHANNEL_TRIGGERS = [...COMMON_CHAT_TRIGGERS, 'deployment'] as const;
const WEBHOOK = {
  title: 'Webhook',
  placeholder: 'https://discord.com/api/webhooks/…',
  hosts: ['discord.com'],
  secret: true,
} as const;

export const discord = defineChatNotification({
  name: 'discord',
  title: 'Discord notifications',
  summary: 'Tells Discord channels what happens in a project.',
  help: 'In Discord, open the settings of a channel, Integrations, and make a web hook.',
  fields: {
    webhook: field.url({
      ...WEBHOOK,
      ...WEBHOOK_OPTIONS,
      help: "Address of a web hook that was made in the channel's settings.",
      example: 'https://discord.com/api/webhooks/100200300/key-example',
    }),
    ...channelFields(CHANNEL_TRIGGERS, (ofEvent) =>
      field.url({ ...WEBHOOK, ...ofEvent, help: 'Used for these events in place of the other one.' }),
    ),
  },
  triggers: [...CHANNEL_TRIGGERS, 'group_mention', 'group_confidential_mention'],
  requests: ({ settings, event, message }) =>
    post(
      channelOf(settings, event.trigger) ?? settings.webhook,
      // Nobody is pinged, whatever the text says.
      json({ content: '', embeds: [discordEmbed(message)], allowed_mentions: { parse: [] } }),
    ),
});
