import { field, json, post } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { telegramMarkup } from './chat/markup.ts';
import { characters, render } from './chat/render.ts';
import { withoutSlash } from './addresses/url-part.ts';

/** Source: Telegram's Bot API, `sendMessage`. */
const LIMIT = characters(4096);

export const telegram = defineChatNotification({
  name: 'telegram',
  title: 'Telegram',
  summary: 'Tells a Telegram chat what happens in a project, through a bot.',
  help: 'In Telegram, talk to @BotFather to make a bot, and make the bot a member of the chat.',
  fields: {
    hostname: field.url({
      title: 'API server',
      help: 'Another one than the default only if you run your own.',
      default: 'https://api.telegram.org',
      exposesSecrets: true,
      section: 'connection',
    }),
    token: field.password({
      title: 'Token',
      help: 'What @BotFather gave you with the bot.',
      required: true,
      exposesSecrets: true,
      // It becomes part of the path, so it must not be able to lead elsewhere.
      pattern: /^[\w:-]+$/,
      patternHint: 'must look like 123456:key, of letters, digits, hyphens, underscores and colons',
      section: 'connection',
      example: '110201543:bot-key-example',
    }),
    room: field.text({
      title: 'Chat',
      help: 'Identifier of the chat, or @name of a channel; the bot must be a member.',
      placeholder: '@channelname',
      required: true,
      section: 'configuration',
      example: '@rocket_engine',
    }),
    thread: field.text({
      title: 'Topic',
      help: 'Number of a topic, in groups that have them.',
      pattern: /^\d{1,15}$/,
      patternHint: 'must be a whole number',
      section: 'configuration',
      example: '7',
    }),
  },
  triggers: [...COMMON_CHAT_TRIGGERS, 'incident', 'vulnerability'],
  requests: function* ({ settings, message: { summary } }) {
    const { hostname, token, room, thread } = settings;
    const url = `${withoutSlash(hostname)}/bot${token}/sendMessage`;
    const message = {
      text: render(summary, telegramMarkup, LIMIT),
      chat_id: room,
      ...(thread !== undefined && { message_thread_id: Number(thread) }),
    };
    const answer = yield post(url, json({ ...message, parse_mode: 'markdown' }));
    // Telegram refuses a whole message for markup that it can't read; unformatted is better than not at all.
    if (answer.status === 400) yield post(url, json(message));
    return undefined;
  },
});
