import { form, post } from '@patchbay/integration-contracts';
import type { RequestSpec } from '@patchbay/integration-contracts';
import { channelOf, namesIn } from '../chat/channels.ts';
import type { ChatTrigger } from '../chat/chat-events.ts';
import { projectName } from '../chat/chat-message.ts';
import type { ChatMessage, Tone } from '../chat/chat-message.ts';
import { slackMarkup, slackPlain } from '../chat/markup.ts';
import { characters, render } from '../chat/render.ts';
import { joined, rich } from '../chat/rich-text.ts';
import type { RichText } from '../chat/rich-text.ts';
import { urlPart } from '../addresses/url-part.ts';

/** Slack cuts longer texts itself, wherever that happens to be. */
const LIMIT = characters(40_000);
const COLOURS: Readonly<Record<Tone, string>> = {
  good: 'good',
  warning: 'warning',
  danger: 'danger',
  neutral: '#334455',
  attention: '#C95823',
};

/** What a Slack incoming web hook takes, apart from channel and sender. */
interface SlackMessage {
  readonly text: string;
  readonly attachments?: readonly Readonly<Record<string, unknown>>[];
  readonly fallback: string;
}

type SlackPlacing = Parameters<typeof channelOf>[0] & {
  readonly channel?: string | undefined;
  readonly username?: string | undefined;
};

/** What an incoming web hook of Slack, or of a server that is like it, is sent: one request for each channel. */
export function slackWebHookRequests(
  settings: SlackPlacing & { readonly webhook: string },
  trigger: ChatTrigger,
  message: ChatMessage,
): readonly RequestSpec[] {
  const content = slackMessage(message);
  return slackPlaces(settings, trigger).map((place) =>
    post(settings.webhook, form({ payload: JSON.stringify({ ...content, ...place }) })),
  );
}

/** Where a message goes and who sends it: once for each channel, once without one where none is set. */
export function slackPlaces(
  settings: SlackPlacing,
  trigger: ChatTrigger,
): readonly { readonly channel?: string; readonly username?: string }[] {
  const { channel: usual, username } = settings;
  const sender = username === undefined ? {} : { username };
  const channels = namesIn(channelOf(settings, trigger) ?? usual);
  return channels.length === 0 ? [sender] : channels.map((channel) => ({ channel, ...sender }));
}

const mrkdwn = (text: RichText) => render(text, slackMarkup, LIMIT);
const plain = (text: RichText) => render(text, slackPlain, LIMIT);

export function slackMessage(message: ChatMessage): SlackMessage {
  const { summary } = message;
  const fallback = plain(summary);
  const attachment = attachmentOf(message);
  return {
    text: message.isCard ? '' : mrkdwn(summary),
    ...(attachment !== undefined && {
      attachments: [message.isCard ? { fallback, ...attachment, ...cardParts(message) } : attachment],
    }),
    fallback,
  };
}

function attachmentOf({ tone, heading, body, details }: ChatMessage): Record<string, unknown> | undefined {
  if (heading === undefined && body.length === 0 && details.length === 0) return undefined;
  const fields = details.map(({ title, value }) => ({ title, value: mrkdwn(value), short: true }));
  return {
    ...(tone !== undefined && { color: COLOURS[tone] }),
    ...(heading !== undefined && { title: plain([{ text: heading.text }]) }),
    ...(heading?.url !== undefined && { title_link: heading.url }),
    ...(body.length > 0 && { text: mrkdwn(joined(body, '\n')) }),
    ...(fields.length > 0 && { fields }),
  };
}

/** Who, where and when: what the summary would have said. */
function cardParts({ author, project, time }: ChatMessage): Record<string, unknown> {
  const profile = author?.username === undefined ? undefined : profileUrl(author.username, project);
  const name = projectName(project);
  return {
    ...(author !== undefined && { author_name: plain(rich`${author.name ?? author.username}`) }),
    ...(author?.avatarUrl !== undefined && { author_icon: author.avatarUrl }),
    ...(profile !== undefined && { author_link: profile }),
    ...(name !== undefined && { footer: plain(rich`${name}`) }),
    ...(project?.avatarUrl !== undefined && { footer_icon: project.avatarUrl }),
    ...(time !== undefined && { ts: Math.floor(time.getTime() / 1000) }),
  };
}

/** Payloads hold no link to the person, but the project's address ends in its path, and people live beside it. */
function profileUrl(username: string, project: ChatMessage['project']): string | undefined {
  const { url, path } = project ?? {};
  if (url === undefined || path === undefined || !url.endsWith(`/${path}`)) return undefined;
  return `${url.slice(0, -path.length)}${urlPart(username)}`;
}
