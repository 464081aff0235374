import type { Field } from '@patchbay/integration-contracts';
import type { ChatTrigger } from './chat-events.ts';

/** `push_channel`; comments are notes in the names that GitLab gave these fields. */
type ChannelField<T extends ChatTrigger = ChatTrigger> = `${T extends 'comment' ? 'note' : T}_channel`;

/** The channel overrides among an integration's settings. */
type Channels = { readonly [Name in ChannelField]?: string | undefined };

/** Options of a field of an event of its own. */
export interface OfEvent<T extends ChatTrigger = ChatTrigger> {
  readonly section: 'trigger';
  readonly trigger: T;
}

const FALLBACKS: { readonly [T in ChatTrigger]?: ChannelField } = {
  confidential_issue: 'issue_channel',
  confidential_note: 'note_channel',
};

function channelField<T extends ChatTrigger>(trigger: T): ChannelField<T> {
  return `${trigger === 'comment' ? 'note' : trigger}_channel` as ChannelField<T>;
}

/** One field for each event, which forms show beside the event's switch. */
export function channelFields<T extends ChatTrigger, F extends Field>(
  triggers: readonly T[],
  make: (ofEvent: OfEvent<T>) => F,
): Readonly<Record<ChannelField<T>, F>> {
  const fields = triggers.map((trigger) => [channelField(trigger), make({ section: 'trigger', trigger })]);
  return Object.fromEntries(fields) as Record<ChannelField<T>, F>;
}

/** What is set for an event itself, else for the public event beside a confidential one. */
export function channelOf(settings: Channels, trigger: ChatTrigger): string | undefined {
  const fallback = FALLBACKS[trigger];
  return settings[channelField(trigger)] ?? (fallback === undefined ? undefined : settings[fallback]);
}

/** Names separated by commas, each once. */
export function namesIn(list = ''): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
