import { VARIANTS } from './bench-options.ts';
import type { BenchOptions, Variant } from './bench-options.ts';
import { atLeast, atMost } from './aim.ts';
import type { Aim } from './aim.ts';
import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { Measurement, PatchbayDetails } from './measurement.ts';
import { projectIds, pushPayload } from './push-payload.ts';
import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';
import { trialAims } from './trials/trial-lines.ts';
import type { TrialResults } from './trials/trials.ts';

export type Round = Readonly<Partial<Record<Variant, Measurement>>>;

/** Medians of all rounds; `spread` has what they are the medians of. */
export interface VariantReport {
  readonly deliveriesPerSecond: number;
  readonly cpuSecondsPer1000: number;
  /** Kafka and MongoDB included, if they are within reach. */
  readonly cpuSecondsPer1000WithStores: number;
  readonly cpuSecondsPer1000ByProcess: Readonly<Record<string, number | null>>;
  readonly details?: Readonly<Record<keyof PatchbayDetails, Spread>>;
  readonly spread: { readonly deliveriesPerSecond: Spread; readonly cpuSecondsPer1000: Spread };
  readonly rounds: readonly Measurement[];
}

export type Ratios = Readonly<Partial<Record<keyof typeof RATIOS, Spread>>>;

export interface BenchReport {
  readonly raw?: VariantReport;
  readonly naive?: VariantReport;
  readonly smart?: VariantReport;
  readonly patchbay?: VariantReport;
  /** Medians of the ratios within each round, so that a machine that changes its pace between rounds does not distort them. */
  readonly ratios: Readonly<Partial<Record<keyof typeof RATIOS, number>>>;
  readonly ratioSpread: Ratios;
  readonly trials: TrialResults;
  readonly aims: readonly Aim[];
  readonly workload: Readonly<Record<string, number>>;
}

const RATIOS = {
  patchbayToRaw: ['patchbay', 'raw', 'deliveriesPerSecond'],
  patchbayToNaive: ['patchbay', 'naive', 'deliveriesPerSecond'],
  patchbayToSmart: ['patchbay', 'smart', 'deliveriesPerSecond'],
  naiveToRaw: ['naive', 'raw', 'deliveriesPerSecond'],
  smartToRaw: ['smart', 'raw', 'deliveriesPerSecond'],
  smartToNaive: ['smart', 'naive', 'deliveriesPerSecond'],
  patchbayToRawCpu: ['patchbay', 'raw', 'cpuSecondsPer1000'],
  patchbayToNaiveCpu: ['patchbay', 'naive', 'cpuSecondsPer1000'],
} as const;
/** Processor time of single services beside that of the raw loop, and the most that it may be. */
const MAX_CPU_TO_RAW = { 'delivery-worker': 2.2, dispatcher: 0.3 };
const DETAILS = ['workerPeakRssMb', 'logLagMs', 'loggedPerSecond', 'duplicates', 'warnings'] as const;
const STORES = ['kafka', 'mongod'];
const MIN_TO_RAW = 0.45;
const MIN_TO_NAIVE = 3;
const MIN_TO_SMART = 0.9;
const MAX_RSS_MB = 400;

export function buildReport(
  rounds: readonly Round[],
  trials: TrialResults,
  options: BenchOptions,
): BenchReport {
  const variants = Object.fromEntries(
    VARIANTS.flatMap((variant) => {
      const measured = rounds.flatMap((round) => round[variant] ?? []);
      return measured.length === 0 ? [] : [[variant, summarise(measured)]];
    }),
  ) as Pick<BenchReport, Variant>;
  const ratioSpread = ratiosOf(rounds);
  const payload = pushPayload(projectIds(1)[0] ?? 0, 'report');
  return {
    ...variants,
    ratios: Object.fromEntries(Object.entries(ratioSpread).map(([name, { median }]) => [name, median])),
    ratioSpread,
    trials,
    aims: [...aimsOf(ratioSpread, variants), ...trialAims(trials)],
    workload: {
      payloadBytes: Buffer.byteLength(payload),
      fanOut: FAN_OUT,
      projects: options.projects,
      partitions: PARTITIONS,
      seconds: options.seconds,
      warmupSeconds: options.warmupSeconds,
      repeat: options.repeat,
    },
  };
}

function summarise(rounds: readonly Measurement[]): VariantReport {
  const rates = spreadOf(rounds.map((round) => round.deliveriesPerSecond));
  const cpu = spreadOf(rounds.map((round) => round.cpuSecondsPer1000));
  const details = rounds.flatMap((round) => round.details ?? []);
  return {
    deliveriesPerSecond: rates.median,
    cpuSecondsPer1000: cpu.median,
    cpuSecondsPer1000WithStores: spreadOf(rounds.map(withStores)).median,
    cpuSecondsPer1000ByProcess: byProcess(rounds),
    ...(details.length > 0 && { details: summariseDetails(details) }),
    spread: { deliveriesPerSecond: rates, cpuSecondsPer1000: cpu },
    rounds,
  };
}

function withStores({ cpuSecondsPer1000, cpuSecondsPer1000ByProcess }: Measurement): number {
  return STORES.reduce((sum, name) => sum + (cpuSecondsPer1000ByProcess[name] ?? 0), cpuSecondsPer1000);
}

function byProcess(rounds: readonly Measurement[]): Record<string, number | null> {
  const names = Object.keys(rounds[0]?.cpuSecondsPer1000ByProcess ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = rounds.flatMap((round) => round.cpuSecondsPer1000ByProcess[name] ?? []);
      return [name, values.length === 0 ? null : spreadOf(values).median];
    }),
  );
}

function summariseDetails(details: readonly PatchbayDetails[]): Record<keyof PatchbayDetails, Spread> {
  const entries = DETAILS.map((name) => [name, spreadOf(details.map((detail) => detail[name]))]);
  return Object.fromEntries(entries) as Record<keyof PatchbayDetails, Spread>;
}

function ratiosOf(rounds: readonly Round[]): Ratios {
  return Object.fromEntries(
    Object.entries(RATIOS).flatMap(([name, [over, under, figure]]) => {
      const values = rounds.flatMap((round) => {
        const [top, bottom] = [round[over]?.[figure], round[under]?.[figure]];
        return top === undefined || bottom === undefined ? [] : [top / bottom];
      });
      return values.length === 0 ? [] : [[name, spreadOf(values)]];
    }),
  );
}

function aimsOf(
  { patchbayToRaw, patchbayToNaive, patchbayToSmart }: Ratios,
  { patchbay, raw }: Pick<BenchReport, 'patchbay' | 'raw'>,
): Aim[] {
  const aims: Aim[] = [];
  if (patchbayToRaw) aims.push(atLeast('rate ÷ raw', patchbayToRaw.median, MIN_TO_RAW));
  if (patchbayToNaive) aims.push(atLeast('rate ÷ naive', patchbayToNaive.median, MIN_TO_NAIVE));
  if (patchbayToSmart) aims.push(atLeast('rate ÷ smart', patchbayToSmart.median, MIN_TO_SMART));
  for (const [service, most] of Object.entries(MAX_CPU_TO_RAW)) {
    const [own, client] = [patchbay?.cpuSecondsPer1000ByProcess[service], raw?.cpuSecondsPer1000];
    if (own && client) aims.push(atMost(`processor time of the ${service} ÷ raw`, own / client, most));
  }
  const peak = patchbay?.details?.workerPeakRssMb.max;
  if (peak !== undefined) aims.push(atMost('peak RSS of the worker in MB', peak, MAX_RSS_MB));
  return aims;
}
