import { ApiClient } from '../services/index.ts';
import type { DeadCommand } from './dead-command.ts';
import type { Ask, JobAnswer, LetterAnswer, LettersAnswer } from './dead-api.ts';
import { DeadError } from './dead-error.ts';

export interface DeadContext {
  readonly ask: Ask;
  /** Writes a line. */
  readonly say: (line: string) => void;
  /** Resolves when it is time to ask again. */
  readonly pause: () => Promise<void>;
}

const LETTERS = '/api/v4/admin/dead-letters';
const MAX_PAGE = 100;
const IS_OVER: ReadonlySet<string> = new Set(['done', 'cancelled', 'failed']);

/** @returns whether all that was asked for was done */
export async function runCommand(command: DeadCommand, context: DeadContext): Promise<boolean> {
  switch (command.task) {
    case 'list':
      return listLetters(command, context);
    case 'show':
      return showLetter(command, context);
    case 'replay':
      return replayLetters(command, context);
    case 'purge':
      return purgeLetters(command, context);
  }
}

async function listLetters(command: DeadCommand, { ask, say }: DeadContext): Promise<boolean> {
  const { integration, kind, reason, since, until, limit, isJson } = command;
  const path = integration === undefined ? LETTERS : `${pathOf(command)}/dead-letters`;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ reason, since, until }))
    if (value !== undefined) query.set(name, value);
  if (integration === undefined) query.set('kind', kind);
  const letters: LetterAnswer[] = [];
  for (let cursor: string | null = ''; cursor !== null && letters.length < limit;) {
    query.set('limit', String(Math.min(MAX_PAGE, limit - letters.length)));
    if (cursor !== '') query.set('cursor', cursor);
    const page = (await ask('GET', `${path}?${query.toString()}`)) as LettersAnswer;
    letters.push(...page.dead_letters);
    cursor = page.next_cursor;
  }
  if (isJson) say(JSON.stringify(letters, undefined, 2));
  else if (letters.length === 0) say('there are none');
  else for (const letter of letters) say(lineOf(letter));
  return true;
}

function lineOf({ at, partition, offset, reason, ...letter }: LetterAnswer): string {
  const about =
    letter.integration_id === null
      ? (letter.detail ?? '')
      : `${letter.trigger ?? ''} to ${letter.integration_id}`;
  return `${at}  ${String(partition)}/${String(offset)}  ${reason}  ${about}  event ${letter.event_id ?? 'unknown'}`;
}

async function showLetter({ place = '', kind, isJson }: DeadCommand, { ask, say }: DeadContext) {
  const letter = (await ask('GET', `${LETTERS}/${place}?kind=${kind}`)) as Readonly<Record<string, unknown>>;
  if (isJson) say(JSON.stringify(letter, undefined, 2));
  else
    for (const [name, value] of Object.entries(letter))
      say(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return true;
}

/** Follows the replay to its end; ended before, the replay goes on. */
async function replayLetters(command: DeadCommand, { ask, say, pause }: DeadContext): Promise<boolean> {
  const { scope, integration, reason, since, until } = command;
  let job = (await ask('POST', `${LETTERS}/replay`, {
    ...{ scope, integration, since },
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  })) as JobAnswer;
  const path = `${pathOf(command)}/jobs/${job.id}`;
  const isSettled = ({ state, pending }: JobAnswer): boolean => IS_OVER.has(state) && pending === 0;
  let shown = progressOf(job);
  say(shown);
  while (!isSettled(job)) {
    await pause();
    job = (await ask('GET', path)) as JobAnswer;
    const line = progressOf(job);
    if (line !== shown) say(line);
    shown = line;
  }
  if (command.isJson) say(JSON.stringify(job, undefined, 2));
  return job.state === 'done' && job.failed === 0;
}

function progressOf({ state, reason, sent, delivered, failed, pending, skipped }: JobAnswer): string {
  const counts = { sent, delivered, failed, pending, 'left out': skipped };
  const texts = Object.entries(counts).map(([name, count]) => `${String(count)} ${name}`);
  return `${state}${reason === null ? '' : ` (${reason})`}: ${texts.join(', ')}`;
}

async function purgeLetters({ kind, until }: DeadCommand, { ask, say }: DeadContext): Promise<boolean> {
  const { purged } = (await ask('POST', `${LETTERS}/purge`, { kind, before: until })) as { purged: number };
  say(`${String(purged)} are gone`);
  return true;
}

function pathOf({ scope, integration: slug }: DeadCommand): string {
  const integration = slug ?? '';
  if (scope === 'instance') return ApiClient.pathOf('instance', integration);
  const [level, name] = [scope.split(':', 1)[0], scope.slice(scope.indexOf(':') + 1)];
  if (level === 'group') return ApiClient.pathOf(`group:${name}`, integration);
  if (level === 'project') return ApiClient.pathOf(`project:${Number(name)}`, integration);
  throw new DeadError(`--scope ${scope}: write instance, group:<full path> or project:<id>`);
}
