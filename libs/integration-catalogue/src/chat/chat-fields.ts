import { field } from '@patchbay/integration-contracts';
import { BRANCHES } from '../branches/branch-field.ts';
import { channelFields } from './channels.ts';
import type { ChatTrigger } from './chat-events.ts';

const shared = { section: 'configuration', texts: 'chat' } as const;

/** Settings that decide whether a chat hears of an event at all. */
export const CHAT_FILTER_FIELDS = {
  notify_only_broken_pipelines: field.checkbox({
    title: 'Only broken pipelines',
    help: 'Keeps quiet about pipelines that passed.',
    default: true,
    routing: true,
    ...shared,
  }),
  notify_only_when_pipeline_status_changes: field.checkbox({
    title: 'Only changes of pipeline status',
    help: 'Speaks up when a branch breaks and when it is fixed, not each time it fails again.',
    routing: true,
    ...shared,
  }),
  branches_to_be_notified: field.select({ ...BRANCHES, default: 'default' }),
};

/** Narrows issues, merge requests and comments to those that carry certain labels. */
export const LABEL_FILTER_FIELDS = {
  labels_to_be_notified: field.text({
    title: 'Labels',
    help: 'Separated by commas. Leave empty to hear of issues, merge requests and comments with any label or none.',
    placeholder: '~bug, ~"needs triage"',
    routing: true,
    ...shared,
  }),
  labels_to_be_notified_behavior: field.select({
    title: 'How labels match',
    choices: [
      ['One of the labels is enough', 'match_any'],
      ['All of the labels are needed', 'match_all'],
    ],
    default: 'match_any',
    routing: true,
    ...shared,
  }),
};

/** In which language a chat is spoken to. */
export const LANGUAGE_FIELD = {
  message_language: field.select({
    title: 'Language of messages',
    choices: [
      ['English', 'en'],
      ['Deutsch', 'de'],
    ],
    default: 'en',
    ...shared,
  }),
};

/** How an incoming web hook is asked for. */
export const WEBHOOK_OPTIONS = {
  title: 'Webhook',
  required: true,
  secret: true,
  section: 'connection',
} as const;

export const UP_TO_TEN = {
  pattern: /^[^,]*(?:,[^,]*){0,9}$/,
  patternHint: 'must name at most 10 channels, separated by commas',
} as const;

/** Sender and channels, as products that are like Slack have them. */
export const SENDER_FIELD = {
  username: field.text({
    title: 'Username',
    help: 'Name shown as the sender.',
    section: 'configuration',
    texts: 'chat',
    example: 'patchbay',
  }),
};

export const CHANNEL_FIELD = {
  channel: field.text({
    ...UP_TO_TEN,
    title: 'Channel',
    help: 'Channels for the events that have none of their own, separated by commas.',
    apiOnly: true,
    texts: 'chat',
    example: '#engine',
  }),
};

/** One field of channels for each event. */
export function eventChannelFields<T extends ChatTrigger>(triggers: readonly T[]) {
  return channelFields(triggers, (ofEvent) =>
    field.text({
      ...UP_TO_TEN,
      ...ofEvent,
      title: 'Channel',
      texts: 'chat',
      placeholder: '#general, #development',
    }),
  );
}
