import type { Attempt } from './deliveries-api.ts';

type Timings = NonNullable<Attempt['timings']>;

export const PHASES = ['queue', 'dns', 'connect', 'tls', 'first_byte', 'rest'] as const;
export type PhaseName = (typeof PHASES)[number];

export interface Phase {
  readonly name: PhaseName;
  readonly ms: number;
  /** Of the whole bar. */
  readonly percent: number;
}

/** What the time of an attempt went into; phases that took none are left out. */
export function phasesOf(timings: Timings): Phase[] {
  const { queue_ms: queue, dns_ms: dns, connect_ms: connect, tls_ms: tls, first_byte_ms: first } = timings;
  const known = [queue, dns ?? 0, connect ?? 0, tls ?? 0, first ?? 0];
  const rest = timings.total_ms - known.slice(1).reduce((sum, ms) => sum + ms, 0);
  // Each is rounded, so what is left may be a hair below nothing.
  const all = [...known, Math.max(0, Math.round(rest * 10) / 10)];
  const whole = all.reduce((sum, ms) => sum + ms, 0);
  return PHASES.flatMap((name, at) => {
    const ms = all[at] ?? 0;
    return ms > 0 ? [{ name, ms, percent: (100 * ms) / whole }] : [];
  });
}
