import type { ActorView, ProjectView } from '@patchbay/integration-contracts';
import { joined, link, rich } from './rich-text.ts';
import type { RichText, Segment } from './rich-text.ts';
import type { Say } from './say.ts';

/** What the colour beside a message says. */
export type Tone = 'good' | 'warning' | 'danger' | 'neutral' | 'attention';

export interface MessageDetail {
  readonly title: string;
  readonly value: RichText;
}

/** What a chat is told about an event. */
export interface ChatMessage {
  /** The whole message in one sentence. */
  readonly summary: RichText;
  readonly project: ProjectView | undefined;
  readonly author: ActorView | undefined;
  /** Absent where the event is neither good nor bad news and has no details. */
  readonly tone: Tone | undefined;
  readonly heading: Segment | undefined;
  /** Lines below the summary. */
  readonly body: readonly RichText[];
  readonly details: readonly MessageDetail[];
  /** When it happened, where the event says so. */
  readonly time: Date | undefined;
  /** The details say all, so products that can show them do without the summary. */
  readonly isCard: boolean;
  /** The same for all messages about one thing, for products that have threads. */
  readonly thread: string | undefined;
}

const NOTHING: readonly never[] = [];
const MAX_PICTURE_URL = 2_048;

export function chatMessage(
  parts: Pick<ChatMessage, 'summary' | 'project' | 'author'> & Partial<ChatMessage>,
): ChatMessage {
  return {
    tone: undefined,
    heading: undefined,
    body: NOTHING,
    details: NOTHING,
    time: undefined,
    isCard: false,
    thread: undefined,
    ...parts,
  };
}

/** ` in acme/engine`; nothing for events that belong to no project. */
export function placeIn(project: ProjectView | undefined, say: Say): RichText {
  const name = projectName(project);
  return name === undefined ? NOTHING : say('place', { project: link(name, project?.url) });
}

/** ` (compare)`, as a link; nothing without an address. */
export function compareLink(url: string | undefined, say: Say): RichText {
  return url === undefined ? NOTHING : say('compare', { link: link(say.word('compare_label'), url) });
}

export function projectName(project: ProjectView | undefined): string | undefined {
  return project?.path ?? project?.name;
}

/** Address of someone's picture; none where it is longer than any product takes, which would cost the whole message. */
export function pictureOf(author: ActorView | undefined): string | undefined {
  const url = author?.avatarUrl;
  return url === undefined || url.length > MAX_PICTURE_URL ? undefined : url;
}

/** The summary's companion: body and details as lines of text, for products without fields of their own. */
export function linesOf({ body, details }: ChatMessage): RichText {
  const fields = details.map(({ title, value }) => rich`${title}: ${value}`);
  return joined([...body, ...fields], '\n');
}

/** Summary and lines together. */
export function textOf(message: ChatMessage): RichText {
  return joined(
    [message.summary, linesOf(message)].filter((part) => part.length > 0),
    '\n',
  );
}
