import { field, form, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { projectName, textOf } from './chat/chat-message.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { zulipMarkup } from './chat/markup.ts';
import { characters, render } from './chat/render.ts';
import { clip, oneLine } from './chat/rich-text.ts';
import { withoutSlash } from './addresses/url-part.ts';

/** Source: Zulip's API, "Send a message". */
const CONTENT = characters(10_000);
const MAX_TOPIC = 60;

export const zulip = defineChatNotification({
  name: 'zulip',
  title: 'Zulip',
  summary: 'Tells a Zulip channel what happens in a project, one topic for each project.',
  help: 'In Zulip, add a bot of the type Incoming webhook under Personal settings, Bots; its page shows address and key.',
  fields: {
    server_url: field.url({
      title: 'Zulip server URL',
      placeholder: 'https://example.zulipchat.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://rockets.zulipchat.com',
    }),
    bot_email: field.text({
      title: 'Bot email',
      help: 'Address of the bot, as its page shows it.',
      required: true,
      section: 'connection',
      example: 'patchbay-bot@rockets.zulipchat.com',
    }),
    api_key: field.password({
      title: 'Bot API key',
      required: true,
      help: 'Key of the bot.',
      section: 'connection',
      example: 'zulip-key-1f6a',
    }),
    channel: field.text({
      title: 'Channel',
      help: 'Name of the channel, without #.',
      required: true,
      section: 'configuration',
      example: 'engine',
    }),
    topic: field.text({
      title: 'Topic',
      help: 'One for all messages; the path of the project when empty.',
      maxLength: MAX_TOPIC,
      section: 'configuration',
    }),
  },
  triggers: [...COMMON_CHAT_TRIGGERS, 'deployment', 'incident', 'alert', 'vulnerability'],
  requests: ({ settings, message }) => {
    const { server_url: server, bot_email: username, api_key: password, channel } = settings;
    const topic = settings.topic ?? projectName(message.project) ?? 'GitLab';
    const content = render(textOf(message), zulipMarkup, CONTENT);
    return post(
      `${withoutSlash(server)}/api/v1/messages`,
      form({ type: 'stream', to: channel, topic: clip(oneLine(topic), MAX_TOPIC), content }),
      { basicAuth: { username, password } },
    );
  },
});
