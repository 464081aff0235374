import { FAN_OUT } from './bench.ts';
import type { StackedBench } from './bench.ts';
import { peakRssMb } from './measure-cpu.ts';
import { toMeasurement } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import { withPatchbay } from './patchbay-rig.ts';
import type { PatchbayRig } from './patchbay-rig.ts';
import { pidOf, runRound } from './patchbay-round.ts';
import type { RoundResult } from './patchbay-round.ts';

const FIRST_ROUND_EVENTS = 100;
const MAX_EVENTS = 200_000;
const SHOWN_WARNINGS = 5;

/** Patchbay as a whole: settings over REST, events on Kafka, deliveries at the endpoints, every attempt in MongoDB. */
export function runPatchbay(bench: StackedBench): Promise<Measurement> {
  return withPatchbay(bench, { projects: bench.options.projects }, async (rig) => {
    const round = await measureRound(rig, bench);
    for (const line of rig.warnings.slice(0, SHOWN_WARNINGS)) bench.say(line);
    const { deliveries, seconds, cpu, logLagMs, duplicates } = round;
    const details = {
      workerPeakRssMb: peakRssMb(pidOf(rig.services.worker)),
      logLagMs,
      loggedPerSecond: deliveries / (seconds + logLagMs / 1000),
      duplicates,
      warnings: rig.warnings.length,
    };
    return toMeasurement({ variant: 'patchbay', deliveries, seconds, cpu, details });
  });
}

/** Warms up until the rate is known, then measures a backlog of the wanted length. */
export async function measureRound(rig: PatchbayRig, { options, say }: StackedBench): Promise<RoundResult> {
  const first = await runRound(rig, { name: 'first', events: FIRST_ROUND_EVENTS });
  const warm = await runRound(rig, { name: 'warm', events: eventsFor(first, options.warmupSeconds) });
  const events = eventsFor(warm, options.seconds);
  say(`patchbay: a backlog of ${events} events`);
  return runRound(rig, { name: 'measured', events });
}

/** As many as keep it busy for so long. */
function eventsFor({ deliveries, seconds }: RoundResult, wantedSeconds: number): number {
  const events = Math.ceil((deliveries / FAN_OUT / seconds) * wantedSeconds);
  return Math.min(MAX_EVENTS, Math.max(FIRST_ROUND_EVENTS, events));
}
