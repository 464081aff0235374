import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { adaptiveCard } from './microsoft-teams/adaptive-card.ts';

/** Older connectors answer 200 and tell in the body what went wrong behind them. */
const REFUSAL = /returned HTTP error (\d{3})/;

export const microsoftTeams = defineChatNotification({
  name: 'microsoft_teams',
  title: 'Microsoft Teams notifications',
  summary: 'Tells a Microsoft Teams channel what happens in a project.',
  help: 'In Teams, open Workflows for the channel and choose to post to it when a web hook request comes in.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of an incoming web hook of the channel, made with Workflows or as a connector.',
      placeholder: 'https://….webhook.office.com/webhookb2/…',
      example: 'https://example.webhook.office.com/webhookb2/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) => post(settings.webhook, json(adaptiveCard(message))),
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
