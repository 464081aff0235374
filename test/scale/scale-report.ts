import type { SizeFigures } from './measure-size.ts';

export interface Aim {
  readonly aim: string;
  readonly size: number;
  readonly value: number;
  readonly isMet: boolean;
}

const MIB_PER_GIB = 1024;

interface Limit {
  readonly aim: string;
  readonly most: number;
  readonly valueOf: (figures: SizeFigures) => number;
}

/** For a million integrations; with fewer they must hold all the more. */
const LIMITS: readonly Limit[] = [
  { aim: 'dispatcher ready within 60 s', most: 60, valueOf: ({ dispatcher }) => dispatcher.readySeconds },
  {
    aim: 'dispatcher’s peak memory at most 1 GiB',
    most: 1,
    valueOf: ({ dispatcher }) => dispatcher.peakMib / MIB_PER_GIB,
  },
  {
    aim: 'look-up at most 20 µs at 6 levels, cold',
    most: 20,
    valueOf: ({ lookups }) => Math.max(...lookups.map(({ coldMicros }) => coldMicros)),
  },
  { aim: 'PUT visible within 500 ms, p99', most: 500, valueOf: ({ putVisibleMs }) => putVisibleMs.p99 },
];

/** How the figures compare with what is aimed at. */
export function aimsOf(figures: SizeFigures): Aim[] {
  return LIMITS.map(({ aim, most, valueOf }) => {
    const value = valueOf(figures);
    return { aim, size: figures.size, value, isMet: value <= most };
  });
}
