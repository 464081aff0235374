import type { ActorView } from '@patchbay/integration-contracts';

/** `Ada Example (ada)`, or whatever of it is known. */
export function personName(actor: ActorView | undefined): string {
  const name = actor?.name ?? actor?.username ?? 'Someone';
  const { username } = actor ?? {};
  return username === undefined || username === name ? name : `${name} (${username})`;
}

const PAST_TENSE: Readonly<Record<string, string>> = {
  open: 'opened',
  opened: 'opened',
  close: 'closed',
  closed: 'closed',
  reopen: 'reopened',
  update: 'updated',
  edit: 'edited',
  create: 'created',
  delete: 'deleted',
  merge: 'merged',
  merged: 'merged',
  locked: 'locked',
  approved: 'approved',
  approval: 'gave one of the approvals of',
  unapproved: 'took back the approval of',
  unapproval: 'took back one of the approvals of',
};

/** `open` → `opened`: the first of the words that is known, else `changed`. */
export function pastTense(...words: readonly (string | undefined)[]): string {
  for (const word of words) {
    if (word !== undefined && Object.hasOwn(PAST_TENSE, word)) return PAST_TENSE[word] ?? word;
  }
  return 'changed';
}

/** `MergeRequest` or `merge_request` → `merge request`. */
export function inWords(className: string): string {
  return className
    .replace(/^Project(?=Snippet)/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ')
    .toLowerCase();
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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
