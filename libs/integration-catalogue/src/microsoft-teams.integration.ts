import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS, chatEvents } from './chat/chat-events.ts';
import { CHAT_FILTER_FIELDS } from './chat/chat-fields.ts';
import { chatFilter } from './chat/chat-filter.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { adaptiveCard } from './microsoft-teams/adaptive-card.ts';

/** Older connectors answer 200 and tell in the body what went wrong behind them. */
const REFUSAL = /returned HTTP error (\d{3})/;

export const microsoftTeams = defineIntegration({
  name: 'microsoft_teams',
  title: 'Microsoft Teams notifications',
  summary: 'Tells a Microsoft Teams channel what happens in a project.',
  category: 'chat',
  fields: {
    webhook: field.url({
      title: 'Webhook',
      help: 'Address of an incoming web hook of the channel, made with Workflows or as a connector.',
      placeholder: 'https://….webhook.office.com/webhookb2/…',
      required: true,
      secret: true,
      section: 'connection',
      example: 'https://example.webhook.office.com/webhookb2/key-example',
    }),
    ...CHAT_FILTER_FIELDS,
  },
  events: chatEvents(COMMON_CHAT_TRIGGERS),
  filter: chatFilter,
  requests: ({ settings, event }) => post(settings.webhook, json(adaptiveCard(describeForChat(event.view)))),
  verdict: ({ body }) => {
    const status = Number(REFUSAL.exec(body)?.[1] ?? 0);
    if (status === 0) return { ok: true };
    return {
      ok: false,
      isRetryable: status === 429 || status >= 500,
      reason: `Teams passed on HTTP error ${status}`,
    };
  },
});
