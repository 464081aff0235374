import pc from 'picocolors';
import type { Aim } from './aim.ts';
import { VARIANTS } from './bench-options.ts';
import type { Variant } from './bench-options.ts';
import type { BenchReport, VariantReport } from './report.ts';
import type { Spread } from './statistics.ts';
import { trialLines } from './trials/trial-lines.ts';

const TITLES: Readonly<Record<Variant, string>> = {
  raw: 'raw undici loop',
  naive: 'naive consumer',
  smart: 'smart consumer',
  patchbay: 'Patchbay',
};
const HEADINGS = ['', 'deliveries/s', 'lowest–highest', '÷ raw', '÷ naive', 'CPU s/1,000', 'with stores'];

/** The figures for people. */
export function reportTable(report: BenchReport): string {
  const { workload, aims } = report;
  const title =
    `Push payload of ${number(workload['payloadBytes'])} bytes to ${number(workload['fanOut'])} endpoints; ` +
    `medians of ${number(workload['repeat'])} × ${number(workload['seconds'])} s`;
  const rows = VARIANTS.flatMap((variant) => {
    const figures = report[variant];
    return figures === undefined ? [] : [row(report, variant, figures)];
  });
  return [
    pc.bold(title),
    ...aligned([HEADINGS, ...rows]),
    '',
    ...VARIANTS.flatMap((variant) => processLine(variant, report[variant])),
    ...detailLines(report.patchbay),
    ...trialLines(report.trials),
    ...(aims.length > 0 ? ['', 'Aims', ...aims.map(aimLine)] : []),
  ].join('\n');
}

function row(report: BenchReport, variant: Variant, figures: VariantReport): string[] {
  const { patchbayToRaw, patchbayToNaive, naiveToRaw, smartToRaw, smartToNaive } = report.ratios;
  const toRaw = { raw: report.raw && 1, naive: naiveToRaw, smart: smartToRaw, patchbay: patchbayToRaw }[
    variant
  ];
  const toNaive = {
    raw: naiveToRaw && 1 / naiveToRaw,
    naive: report.naive && 1,
    smart: smartToNaive,
    patchbay: patchbayToNaive,
  }[variant];
  return [
    TITLES[variant],
    number(figures.deliveriesPerSecond),
    range(figures.spread.deliveriesPerSecond),
    ratio(toRaw),
    ratio(toNaive),
    figures.cpuSecondsPer1000.toFixed(3),
    figures.cpuSecondsPer1000WithStores.toFixed(3),
  ];
}

function processLine(variant: Variant, figures: VariantReport | undefined): string[] {
  if (figures === undefined) return [];
  const shares = Object.entries(figures.cpuSecondsPer1000ByProcess).map(
    ([name, value]) => `${name} ${value === null ? 'out of reach' : value.toFixed(3)}`,
  );
  return [`${TITLES[variant]}, CPU s/1,000 by process: ${shares.join(' · ')}`];
}

function detailLines(patchbay: VariantReport | undefined): string[] {
  const details = patchbay?.details;
  if (details === undefined) return [];
  const { workerPeakRssMb, logLagMs, loggedPerSecond, duplicates, warnings } = details;
  return [
    `Patchbay, worker's peak RSS ${number(workerPeakRssMb.max)} MB · ` +
      `request log complete ${number(logLagMs.median)} ms later (${number(loggedPerSecond.median)}/s with it) · ` +
      `${number(duplicates.max)} duplicates · ${number(warnings.max)} warnings`,
  ];
}

function aimLine({ aim, value, isMet }: Aim): string {
  const verdict = isMet ? pc.green('met') : pc.red('not met');
  return `  ${aim}: ${ratio(value)}, ${verdict}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function number(value: number | undefined): string {
  return Math.round(value ?? 0).toLocaleString('en');
}

function range({ min, max }: Spread): string {
  return `${number(min)}–${number(max)}`;
}

/** Three digits, whatever the size. */
function ratio(value: number | undefined): string {
  if (value === undefined) return '–';
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);
}
