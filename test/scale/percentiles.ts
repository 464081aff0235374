/** Milliseconds, by nearest rank. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** @throws RangeError without values */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const value = sorted[Math.ceil(share * sorted.length) - 1];
    if (value === undefined) throw new RangeError('there are no values to sum up');
    return value;
  };
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
