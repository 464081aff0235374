import { form, post } from '@patchbay/integration-contracts';
import type { RequestSpec } from '@patchbay/integration-contracts';
import { channelOf, namesIn } from '../chat/channels.ts';
import type { ChatTrigger } from '../chat/chat-events.ts';
import { pictureOf, projectName } from '../chat/chat-message.ts';
import type { ChatMessage, Tone } from '../chat/chat-message.ts';
import { slackMarkup, slackPlain } from '../chat/markup.ts';
import { characters, render } from '../chat/render.ts';
import type { Markup } from '../chat/render.ts';
import { joined, rich } from '../chat/rich-text.ts';
import { urlPart } from '../addresses/url-part.ts';

/** Slack cuts longer texts itself, wherever that happens to be. */
const LIMIT = characters(40_000);

/** What differs between products that take Slack's attachments. */
export interface SlackDialect {
  readonly markup: Markup;
  /** For titles and names, in which no markup is read. */
  readonly plain: Markup;
  readonly colours: Readonly<Record<Tone, string>>;
  readonly time: (time: Date) => number | string;
}

const SLACK: SlackDialect = {
  markup: slackMarkup,
  plain: slackPlain,
  colours: {
    good: 'good',
    warning: 'warning',
    danger: 'danger',
    neutral: '#334455',
    attention: '#C95823',
  },
  time: (time) => Math.floor(time.getTime() / 1000),
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

/**
 * What an incoming web hook of Slack, or of a server that is like it, is sent: one request for each channel. A channel that is
 * gone does not keep the others from being told.
 */
export function slackWebHookRequests(
  settings: SlackPlacing & { readonly webhook: string },
  trigger: ChatTrigger,
  message: ChatMessage,
): readonly RequestSpec[] {
  const content = slackMessage(message);
  return slackPlaces(settings, trigger).map((place) =>
    post(settings.webhook, form({ payload: JSON.stringify({ ...content, ...place }) }), { isOptional: true }),
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

export function slackMessage(message: ChatMessage, dialect = SLACK): SlackMessage {
  const { summary } = message;
  const fallback = render(summary, dialect.plain, LIMIT);
  const attachment = attachmentOf(message, dialect);
  return {
    text: message.isCard ? '' : render(summary, dialect.markup, LIMIT),
    ...(attachment !== undefined && {
      attachments: [
        message.isCard ? { fallback, ...attachment, ...cardParts(message, dialect) } : attachment,
      ],
    }),
    fallback,
  };
}

function attachmentOf(
  { tone, heading, body, details }: ChatMessage,
  { markup, plain, colours }: SlackDialect,
): Record<string, unknown> | undefined {
  if (heading === undefined && body.length === 0 && details.length === 0) return undefined;
  const fields = details.map(({ title, value }) => ({
    title,
    value: render(value, markup, LIMIT),
    short: true,
  }));
  return {
    ...(tone !== undefined && { color: colours[tone] }),
    ...(heading !== undefined && { title: render([{ text: heading.text }], plain, LIMIT) }),
    ...(heading?.url !== undefined && { title_link: heading.url }),
    ...(body.length > 0 && { text: render(joined(body, '\n'), markup, LIMIT) }),
    ...(fields.length > 0 && { fields }),
  };
}

/** Who, where and when: what the summary would have said. */
function cardParts(
  { author, project, time }: ChatMessage,
  { plain, time: written }: SlackDialect,
): Record<string, unknown> {
  const profile = author?.username === undefined ? undefined : profileUrl(author.username, project);
  const name = projectName(project);
  const picture = pictureOf(author);
  return {
    ...(author !== undefined && {
      author_name: render(rich`${author.name ?? author.username}`, plain, LIMIT),
    }),
    ...(picture !== undefined && { author_icon: picture }),
    ...(profile !== undefined && { author_link: profile }),
    ...(name !== undefined && { footer: render(rich`${name}`, plain, LIMIT) }),
    ...(project?.avatarUrl !== undefined && { footer_icon: project.avatarUrl }),
    ...(time !== undefined && { ts: written(time) }),
  };
}

/** Payloads hold no link to the person, but the project's address ends in its path, and people live beside it. */
function profileUrl(username: string, project: ChatMessage['project']): string | undefined {
  const { url, path } = project ?? {};
  if (url === undefined || path === undefined || !url.endsWith(`/${path}`)) return undefined;
  return `${url.slice(0, -path.length)}${urlPart(username)}`;
}
