/** What came of deliveries: of those that events led to, each counted once. */
export interface Figures {
  readonly accepted: number;
  readonly delivered: number;
  readonly dead: number;
  readonly ignored: number;
}

export const NO_FIGURES: Figures = { accepted: 0, delivered: 0, dead: 0, ignored: 0 };

export function sumOf(one: Figures, other: Figures): Figures {
  return {
    accepted: one.accepted + other.accepted,
    delivered: one.delivered + other.delivered,
    dead: one.dead + other.dead,
    ignored: one.ignored + other.ignored,
  };
}

/** Accepted, and without a final outcome so far. */
export function pendingOf({ accepted, delivered, dead, ignored }: Figures): number {
  return accepted - delivered - dead - ignored;
}
