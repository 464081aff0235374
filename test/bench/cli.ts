import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pc from 'picocolors';
import {
  InterruptedError,
  StackError,
  defaultDataDir,
  interruption,
  startInFreeFolder,
} from '@patchbay/tools/local-stack';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { ServiceError } from '@patchbay/tools/services';
import { BenchError } from './bench-error.ts';
import { USAGE, parseOptions } from './bench-options.ts';
import type { BenchOptions, Variant } from './bench-options.ts';
import type { Bench } from './bench.ts';
import { runConsumer } from './consumer-run.ts';
import type { Measurement } from './measurement.ts';
import { runPatchbay } from './patchbay-run.ts';
import { runRaw } from './raw-run.ts';
import { reportTable } from './report-table.ts';
import { buildReport } from './report.ts';
import type { Round } from './report.ts';
import { isBusy, machineNow, versionsOf } from './surroundings.ts';
import { runTrials } from './trials/trials.ts';

const USAGE_EXIT_CODE = 2;
const STACK_FOLDER = join(dirname(defaultDataDir), 'bench-stack');

function say(text: string): void {
  console.error(pc.dim(text));
}

async function main(options: BenchOptions): Promise<void> {
  const machine = machineNow();
  const signal = interruption();
  if (isBusy(machine)) {
    console.error(
      pc.yellow(`the machine is busy (load ${machine.loadBefore.toFixed(1)}): expect figures that vary`),
    );
  }
  const needsStack = options.trials.length > 0 || options.variants.some((variant) => variant !== 'raw');
  const stack = needsStack ? await startInFreeFolder(STACK_FOLDER, { signal }) : undefined;
  try {
    const bench = { options, signal, say };
    const rounds = await measureAll(bench, stack);
    const trials = stack === undefined ? {} : await runTrials({ ...bench, stack });
    const report = buildReport(rounds, trials, options);
    console.log(reportTable(report));
    if (options.jsonFile === undefined) return;
    const { jsonFile } = options;
    const document = { ...report, machine, versions: await versionsOf(stack) };
    await mkdir(dirname(jsonFile), { recursive: true });
    await writeFile(jsonFile, `${JSON.stringify(document, shortened, 2)}\n`);
  } finally {
    await stack?.stop();
  }
}

/** More digits than are measured would only make the file hard to read. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}

/** Round by round, so that what is compared was measured at nearly the same time. */
async function measureAll(bench: Bench, stack: LocalStack | undefined): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let number = 1; number <= bench.options.repeat; number += 1) {
    const round: Partial<Record<Variant, Measurement>> = {};
    for (const variant of bench.options.variants) {
      const measured = await measure(variant, bench, stack);
      round[variant] = measured;
      const rate = Math.round(measured.deliveriesPerSecond).toLocaleString('en');
      say(`round ${number}, ${variant}: ${rate} deliveries/s`);
    }
    rounds.push(round);
  }
  return rounds;
}

function measure(variant: Variant, bench: Bench, stack: LocalStack | undefined): Promise<Measurement> {
  if (variant === 'raw') return runRaw(bench);
  if (stack === undefined) throw new BenchError(`${variant} needs Kafka and MongoDB`);
  const stacked = { ...bench, stack };
  return variant === 'patchbay' ? runPatchbay(stacked) : runConsumer(variant, stacked);
}

/** Failures that say themselves what to do need no stack trace. */
function explain(error: unknown): void {
  const reason: unknown = error instanceof Error && error.name === 'AbortError' ? error.cause : error;
  if (reason instanceof InterruptedError) {
    console.error(`${reason.message}; nothing was left running`);
    process.exitCode = reason.exitCode;
    return;
  }
  const isPlain = [BenchError, ServiceError, StackError].some((kind) => reason instanceof kind);
  console.error(
    pc.red(isPlain ? (reason as Error).message : String(reason instanceof Error ? reason.stack : reason)),
  );
  process.exitCode = 1;
}

function optionsOrExit(): BenchOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    console.error(USAGE);
    process.exit(USAGE_EXIT_CODE);
  }
}

const options = optionsOrExit();
try {
  if (options.isHelp) console.log(USAGE);
  else await main(options);
} catch (error) {
  explain(error);
}
