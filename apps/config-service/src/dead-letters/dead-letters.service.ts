import { Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { EventArchive } from '../sending/event-archive.ts';
import type { ArchivedTopic, EventPositions } from '../sending/event-archive.ts';
import { deadLetterOf, hasDiedOf } from './dead-letter.ts';
import type { DeadKind, DeadLetter } from './dead-letter.ts';
import { takeNewest } from './newest-first.ts';
import type { Window } from './newest-first.ts';

export interface DeadLetterFilter {
  readonly integrationId?: string;
  readonly reason?: string;
}

export interface DeadLetterQuery extends DeadLetterFilter {
  readonly kind: DeadKind;
  readonly since: Date;
  readonly until: Date;
  readonly limit: number;
  /** Where the page before ended. */
  readonly positions?: EventPositions;
}

export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  /** Absent when there are no more. */
  readonly next?: EventPositions;
}

export const TOPIC_OF: Readonly<Record<DeadKind, ArchivedTopic>> = {
  deliveries: 'deliveriesDead',
  events: 'eventsDead',
};

/** Records that are read at once, more of them each time that they were not enough. */
const FIRST_READING = 1000;
const LARGEST_READING = 20_000;
/** A page ends after so many readings, however few were found: somebody waits for it. */
const MAX_READINGS = 4;

/** Looks through the dead topics from their ends. */
@Injectable()
export class DeadLetters {
  readonly #archive: EventArchive;

  constructor(archive: EventArchive) {
    this.#archive = archive;
  }

  /** Newest first. A page may hold fewer letters than asked for, and there may be more all the same. */
  async list(query: DeadLetterQuery): Promise<DeadLetterPage> {
    const { kind, since, until, limit } = query;
    let left = within(await this.#archive.rangeOf(TOPIC_OF[kind], since, until), query.positions);
    const letters: DeadLetter[] = [];
    let size = FIRST_READING;
    for (let reading = 0; reading < MAX_READINGS && !isEmpty(left); reading += 1) {
      if (letters.length >= limit) break;
      const windows = await this.#read(kind, left, size);
      const isWanted = (letter: DeadLetter): boolean => matches(letter, query);
      const taken = takeNewest(windows, { limit: limit - letters.length, isWanted });
      letters.push(...taken.found);
      left = taken.left;
      size = Math.min(size * 4, LARGEST_READING);
    }
    return isEmpty(left) ? { letters } : { letters, next: left };
  }

  /** @throws AppError `not_found` for a place where Kafka has nothing */
  async find(kind: DeadKind, place: { readonly partition: number; readonly offset: number }) {
    const { partition, offset } = place;
    const from = { [partition]: [offset, offset + 1] as const };
    const range = await this.#archive.rangeOf(TOPIC_OF[kind], new Date(0), new Date());
    const [first = 0, end = 0] = range[partition] ?? [];
    let found: KafkaRecord | undefined;
    if (offset >= first && offset < end) {
      const onRecord = (record: KafkaRecord): void => {
        found = record;
      };
      await this.#archive.scan(TOPIC_OF[kind], { from, onRecord });
    }
    if (found === undefined) throw new AppError('not_found', 'No dead letter is at this place any more.');
    return { letter: deadLetterOf(kind, found), record: found };
  }

  async #read(kind: DeadKind, left: EventPositions, size: number): Promise<readonly Window[]> {
    const windows = new Map<number, Window & { readonly letters: DeadLetter[] }>();
    const from: Record<string, readonly [number, number]> = {};
    const share = Math.ceil(size / Object.keys(left).length);
    for (const [partition, [first, end]] of Object.entries(left)) {
      const start = Math.max(first, end - share);
      from[partition] = [start, end];
      windows.set(Number(partition), {
        ...{ partition: Number(partition), first, from: start, end, letters: [] },
      });
    }
    await this.#archive.scan(TOPIC_OF[kind], {
      from,
      onRecord: (record) => {
        windows.get(record.partition)?.letters.push(deadLetterOf(kind, record));
      },
    });
    return [...windows.values()];
  }
}

function matches(letter: DeadLetter, { integrationId, reason }: DeadLetterFilter): boolean {
  if (integrationId !== undefined && letter.delivery?.integrationId !== integrationId) return false;
  return reason === undefined || hasDiedOf(letter, reason);
}

/** Kafka may have deleted some of it since the page before. */
function within(range: EventPositions, positions: EventPositions = range): EventPositions {
  return Object.fromEntries(
    Object.entries(range).map(([partition, [first, end]]) => [
      partition,
      [first, Math.max(first, Math.min(end, positions[partition]?.[1] ?? end))],
    ]),
  );
}

function isEmpty(positions: EventPositions): boolean {
  return Object.values(positions).every(([first, end]) => first >= end);
}
