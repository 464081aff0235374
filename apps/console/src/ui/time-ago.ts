const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

/** `3 minutes ago`, in the reader's language. */
export function timeAgo(then: Date, now: Date, language: string): string {
  let amount = Math.round((then.getTime() - now.getTime()) / 1000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size)
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(amount, unit);
    amount = Math.round(amount / size);
  }
  return then.toISOString();
}
