import { VARIANTS } from './bench-options.ts';
import type { BenchOptions, Variant } from './bench-options.ts';
import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { Measurement, PatchbayDetails } from './measurement.ts';
import { projectIds, pushPayload } from './push-payload.ts';
import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';

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

export interface Aim {
  readonly aim: string;
  readonly value: number;
  readonly isMet: boolean;
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
const DETAILS = ['workerPeakRssMb', 'logLagMs', 'loggedPerSecond', 'duplicates', 'warnings'] as const;
const STORES = ['kafka', 'mongod'];
const MIN_TO_RAW = 0.3;
const MIN_TO_NAIVE = 3;
const MIN_TO_SMART = 0.9;
const MAX_RSS_MB = 400;

export function buildReport(rounds: readonly Round[], options: BenchOptions): BenchReport {
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
    aims: aimsOf(ratioSpread, variants.patchbay),
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
  patchbay: VariantReport | undefined,
): Aim[] {
  const aims: Aim[] = [];
  if (patchbayToRaw) aims.push(atLeast('rate ÷ raw', patchbayToRaw.median, MIN_TO_RAW));
  if (patchbayToNaive) aims.push(atLeast('rate ÷ naive', patchbayToNaive.median, MIN_TO_NAIVE));
  if (patchbayToSmart) aims.push(atLeast('rate ÷ smart', patchbayToSmart.median, MIN_TO_SMART));
  const peak = patchbay?.details?.workerPeakRssMb.max;
  if (peak !== undefined) {
    aims.push({
      aim: `peak RSS of the worker in MB < ${MAX_RSS_MB}`,
      value: peak,
      isMet: peak < MAX_RSS_MB,
    });
  }
  return aims;
}

function atLeast(what: string, value: number, least: number): Aim {
  return { aim: `${what} ≥ ${least}`, value, isMet: value >= least };
}
