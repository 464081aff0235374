import type { ActorView, ProjectView } from '@patchbay/integration-contracts';
import { joined, link, rich } from './rich-text.ts';
import type { RichText, Segment } from './rich-text.ts';

/** What the colour beside a message says. */
export type Tone = 'good' | 'warning' | 'danger' | 'neutral' | 'attention';

export interface MessageDetail {
  readonly title: string;
  readonly value: RichText;
}

/** What a chat is told about an event. The summary is `lead subject in project tail`. */
export interface ChatMessage {
  readonly lead: RichText;
  readonly subject: RichText;
  readonly tail: RichText;
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
}

const NOTHING: readonly never[] = [];

export function chatMessage(
  parts: Pick<ChatMessage, 'lead' | 'subject' | 'project' | 'author'> & Partial<ChatMessage>,
): ChatMessage {
  return {
    tail: NOTHING,
    tone: undefined,
    heading: undefined,
    body: NOTHING,
    details: NOTHING,
    time: undefined,
    isCard: false,
    ...parts,
  };
}

/** The whole message in one sentence. */
export function summaryOf({ lead, subject, project, tail }: ChatMessage): RichText {
  const place = placeOf(project);
  const head = subject.length === 0 ? lead : rich`${lead} ${subject}`;
  return place.length === 0 ? rich`${head}${tail}` : rich`${head} ${place}${tail}`;
}

/** `in acme/engine`; nothing for events that belong to no project. */
export function placeOf(project: ProjectView | undefined): RichText {
  const name = projectName(project);
  return name === undefined ? NOTHING : rich`in ${link(name, project?.url)}`;
}

export function projectName(project: ProjectView | undefined): string | undefined {
  return project?.path ?? project?.name;
}

/** The summary's companion: body and details as lines of text, for products without fields of their own. */
export function linesOf({ body, details }: ChatMessage): RichText {
  const fields = details.map(({ title, value }) => rich`${title}: ${value}`);
  return joined([...body, ...fields], '\n');
}
