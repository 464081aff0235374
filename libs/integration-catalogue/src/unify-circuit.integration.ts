import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { WEBHOOK_OPTIONS } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { projectName } from './chat/chat-message.ts';
import { webexMarkup } from './chat/markup.ts';
import { characters, render } from './chat/render.ts';
import { oneLine } from './chat/rich-text.ts';

const LIMIT = characters(8_000);

export const unifyCircuit = defineChatNotification({
  name: 'unify_circuit',
  title: 'Unify Circuit',
  summary: 'Tells a Circuit conversation what happens in a project.',
  help: 'In Circuit, add an incoming web hook to the conversation.',
  fields: {
    webhook: field.url({
      ...WEBHOOK_OPTIONS,
      help: 'Address of the incoming web hook.',
      placeholder: 'https://circuit.com/rest/v2/webhooks/incoming/…',
      example: 'https://circuit.com/rest/v2/webhooks/incoming/key-example',
    }),
  },
  triggers: COMMON_CHAT_TRIGGERS,
  requests: ({ settings, message }) =>
    post(
      settings.webhook,
      json({
        subject: oneLine(projectName(message.project) ?? ''),
        text: render(message.summary, webexMarkup, LIMIT),
        markdown: true,
      }),
    ),
});
