import type { EventPositions } from '../sending/event-archive.ts';
import type { DeadLetter } from './dead-letter.ts';

/** What was read from the end of a partition. */
export interface Window {
  readonly partition: number;
  /** The first offset that counts at all. */
  readonly first: number;
  /** From here on it was read. */
  readonly from: number;
  readonly end: number;
  /** Ascending. */
  readonly letters: readonly DeadLetter[];
}

export interface Taken {
  readonly found: readonly DeadLetter[];
  /** What is still to be looked at. */
  readonly left: EventPositions;
}

/**
 * Merges the partitions' ends, newest first, as far as nothing unread can be newer: to the oldest letter of the window that goes back
 * the least. Within a partition times are taken to ascend.
 */
export function takeNewest(
  windows: readonly Window[],
  { limit, isWanted }: { readonly limit: number; readonly isWanted: (letter: DeadLetter) => boolean },
): Taken {
  const left = new Map(windows.map(({ partition, first, end }) => [partition, [first, end] as const]));
  const horizon = Math.max(...windows.map(oldestRead));
  const read = windows
    .flatMap(({ letters }) => letters)
    .filter(({ at }) => at.getTime() >= horizon)
    .sort((one, other) => other.at.getTime() - one.at.getTime() || other.offset - one.offset);
  const found: DeadLetter[] = [];
  for (const letter of read) {
    if (found.length === limit) break;
    if (isWanted(letter)) found.push(letter);
    const [first = 0] = left.get(letter.partition) ?? [];
    left.set(letter.partition, [first, letter.offset]);
  }
  if (found.length < limit) {
    for (const { partition, first, from, letters } of windows) {
      // Read to its beginning, or empty where a topic was compacted: nothing is there to be looked at again.
      const isDone = letters.every(({ at }) => at.getTime() >= horizon);
      if (isDone) left.set(partition, [first, from]);
    }
  }
  return { found, left: Object.fromEntries(left) };
}

/** Times before this are not known of a partition; of one that was read to its beginning all are. */
function oldestRead({ first, from, letters }: Window): number {
  return from <= first ? Number.NEGATIVE_INFINITY : (letters[0]?.at.getTime() ?? Number.NEGATIVE_INFINITY);
}
