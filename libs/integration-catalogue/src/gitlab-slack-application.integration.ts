import { field, post, skip } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { CHANNEL_FIELD, LABEL_FILTER_FIELDS, eventChannelFields } from './chat/chat-fields.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { slackMessage, slackPlaces } from './slack/slack-message.ts';

const TRIGGERS = [
  ...COMMON_CHAT_TRIGGERS,
  'deployment',
  'incident',
  'alert',
  'vulnerability',
  'group_mention',
  'group_confidential_mention',
] as const;
/** Slack says in its body what became of a message; these will be no better next time. */
const NOT_NOW =
  /"error"\s*:\s*"(?:ratelimited|internal_error|fatal_error|service_unavailable|request_timeout)"/;

export const gitlabSlackApplication = defineChatNotification({
  name: 'gitlab_slack_application',
  title: 'GitLab for Slack app',
  summary: 'Tells Slack channels what happens in a project, through a Slack app with a bot token.',
  help: 'Make a Slack app at api.slack.com/apps with the scopes chat:write and chat:write.public, install it in the workspace, and copy the bot token that Slack shows then. Nothing is sent for events that have no channel.',
  fields: {
    bot_access_token: field.password({
      title: 'Bot token',
      help: 'Begins with xoxb-.',
      required: true,
      pattern: /^xox[a-z.]*-[\w-]+$/,
      patternHint: 'must look like xoxb-…',
      section: 'connection',
      example: 'xoxb-1042-example-bot-token',
    }),
    ...CHANNEL_FIELD,
    ...LABEL_FILTER_FIELDS,
    ...eventChannelFields(TRIGGERS),
  },
  triggers: TRIGGERS,
  defaultTriggers: [],
  requests: ({ settings, event, message }) => {
    const places = slackPlaces(settings, event.trigger).filter(({ channel }) => channel !== undefined);
    if (places.length === 0) return skip('no channel is set for this event');
    const { text, attachments = [] } = slackMessage(message);
    return places.map(({ channel }) =>
      post(
        'https://slack.com/api/chat.postMessage',
        {
          type: 'application/json; charset=utf-8',
          body: JSON.stringify({ text, attachments, unfurl_links: false, unfurl_media: false, channel }),
        },
        { headers: { authorization: `Bearer ${settings.bot_access_token}` }, isOptional: true },
      ),
    );
  },
  verdict: ({ body }) =>
    /"ok"\s*:\s*false/.test(body)
      ? {
          ok: false,
          isRetryable: NOT_NOW.test(body),
          reason: /"error"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? 'not ok',
        }
      : { ok: true },
});
