import type { Overview } from './overview-api.ts';

/** At one a few seconds, a few hours; a tab that stays open for days must not grow. */
export const KEPT = 1800;
/** More points than these can't be told apart on a screen. */
const DRAWN = 240;

/** With one more at the end; the server may send the last one again after a pause. */
export function withOverview(kept: readonly Overview[], next: Overview): readonly Overview[] {
  if (kept.at(-1)?.at === next.at) return kept;
  return [...kept.slice(1 - KEPT), next];
}

/** Evenly thinned out, the newest always among them. */
export function drawnOf(kept: readonly Overview[]): Overview[] {
  const step = Math.ceil(kept.length / DRAWN);
  return kept.filter((_, at) => (kept.length - 1 - at) % step === 0);
}
