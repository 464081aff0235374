/** A figure beside what it is to be. */
export interface Aim {
  readonly aim: string;
  readonly value: number;
  readonly isMet: boolean;
}

export function atLeast(what: string, value: number, least: number): Aim {
  return { aim: `${what} ≥ ${least}`, value, isMet: value >= least };
}

export function atMost(what: string, value: number, most: number): Aim {
  return { aim: `${what} ≤ ${most}`, value, isMet: value <= most };
}
