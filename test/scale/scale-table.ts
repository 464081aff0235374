import pc from 'picocolors';
import { CONCURRENCIES, OPERATIONS } from './api-latency.ts';
import type { ApiLatency, Operation } from './api-latency.ts';
import { SCENARIOS } from './lookup-task.ts';
import type { LookupCost, Scenario } from './lookup-task.ts';
import type { SizeFigures } from './measure-size.ts';
import type { Aim } from './scale-report.ts';

const OPERATION_NAMES: Readonly<Record<Operation, string>> = {
  list: 'GET list of a project',
  get: 'GET one',
  put: 'PUT one',
};
const SCENARIO_NAMES: Readonly<Record<Scenario, string>> = {
  hit: 'settings in project and groups',
  deep: 'settings in groups alone',
  miss: 'settings of the instance alone',
};

/** The figures of one size, for people. */
export function sizeTable(figures: SizeFigures, aims: readonly Aim[]): string {
  const { size, fillSeconds, dispatcher, configServicePeakMib, putVisibleMs } = figures;
  const rows = [
    [
      'dispatcher ready after, processor time until then',
      `${digits(dispatcher.readySeconds)}, ${digits(dispatcher.cpuSeconds)} s`,
    ],
    [
      'dispatcher’s memory when ready, at its peak',
      `${digits(dispatcher.rssMib)}, ${digits(dispatcher.peakMib)} MiB`,
    ],
    ['memory for each integration', `${digits(dispatcher.bytesPerIntegration)} bytes`],
    ...OPERATIONS.flatMap((operation) =>
      CONCURRENCIES.map((concurrency) => apiRow(operation, concurrency, figures.api)),
    ),
    ['PUT visible in the dispatcher, p50, p99', milliseconds(putVisibleMs)],
    ['config-service’s memory at its peak', `${digits(configServicePeakMib)} MiB`],
    ...SCENARIOS.map((scenario) => lookupRow(scenario, figures.lookups)),
    ['(filling both stores)', `${digits(fillSeconds)} s`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return [
    pc.bold(`${size.toLocaleString('en')} integrations`),
    ...rows.map(([name = '', value = '']) => `  ${name.padEnd(width)}  ${value}`),
    ...aims.map(aimLine),
    '',
  ].join('\n');
}

function apiRow(operation: Operation, concurrency: number, api: readonly ApiLatency[]): string[] {
  const found = api.find((one) => one.operation === operation && one.concurrency === concurrency);
  const name = `${OPERATION_NAMES[operation]}, ${concurrency} at once, p50, p99`;
  return [name, found === undefined ? '–' : milliseconds(found)];
}

function lookupRow(scenario: Scenario, lookups: readonly LookupCost[]): string[] {
  const found = lookups.find((one) => one.scenario === scenario);
  const name = `look-up, ${SCENARIO_NAMES[scenario]}, cold, warm`;
  if (found === undefined) return [name, '–'];
  return [
    name,
    `${digits(found.coldMicros)}, ${digits(found.warmMicros)} µs (${digits(found.matches)} matches)`,
  ];
}

function aimLine({ aim, value, isMet }: Aim): string {
  return `  aim: ${aim}: ${digits(value)}, ${isMet ? pc.green('met') : pc.red('not met')}`;
}

function milliseconds({ p50, p99 }: { readonly p50: number; readonly p99: number }): string {
  return `${digits(p50)}, ${digits(p99)} ms`;
}

/** Three digits, whatever the size. */
function digits(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
