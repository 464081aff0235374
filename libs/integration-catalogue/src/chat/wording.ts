import type { ActorView } from '@patchbay/integration-contracts';
import type { ChatTextKey } from '../locales/chat-texts/en.ts';
import { saying } from './say.ts';
import type { Say } from './say.ts';

/** `Ada Example (ada)`, or whatever of it is known. */
export function personName(actor: ActorView | undefined, say: Say = saying('en')): string {
  const name = actor?.name ?? actor?.username ?? say.word('someone');
  const { username } = actor ?? {};
  return username === undefined || username === name ? name : `${name} (${username})`;
}

const SENTENCES: Readonly<Record<string, ChatTextKey>> = {
  open: 'item.opened',
  opened: 'item.opened',
  close: 'item.closed',
  closed: 'item.closed',
  reopen: 'item.reopened',
  update: 'item.updated',
  edit: 'item.edited',
  create: 'item.created',
  delete: 'item.deleted',
  merge: 'item.merged',
  merged: 'item.merged',
  locked: 'item.locked',
  approved: 'item.approved',
  approval: 'item.approval',
  unapproved: 'item.unapproved',
  unapproval: 'item.unapproval',
};

/** The sentence about what was done to an issue or merge request: that of the first of the words that is known. */
export function itemSentence(...words: readonly (string | undefined)[]): ChatTextKey {
  for (const word of words) {
    if (word !== undefined && Object.hasOwn(SENTENCES, word)) return SENTENCES[word] ?? 'item.changed';
  }
  return 'item.changed';
}

/** Seconds as `04:09`, or `1:04:09` from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const minutes = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes}`;
}

/** Reads the time formats that GitLab mixes; one without a zone would depend on the machine, so it counts as absent. */
export function timeOf(text: string | undefined): Date | undefined {
  if (text === undefined || !/(?:Z|UTC|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
