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
import { ServiceError } from '@patchbay/tools/services';
import { BenchError } from '../bench/bench-error.ts';
import { machineNow, versionsOf } from '../bench/surroundings.ts';
import { measureSize } from './measure-size.ts';
import { USAGE, parseOptions } from './scale-options.ts';
import type { ScaleOptions } from './scale-options.ts';
import { aimsOf } from './scale-report.ts';
import { sizeTable } from './scale-table.ts';

const USAGE_EXIT_CODE = 2;
const STACK_FOLDER = join(dirname(defaultDataDir), 'scale-stack');

function say(text: string): void {
  console.error(pc.dim(text));
}

async function main({ sizes, seed, isSingly, jsonFile }: ScaleOptions): Promise<void> {
  const machine = machineNow();
  const signal = interruption();
  const stack = await startInFreeFolder(STACK_FOLDER, { signal });
  try {
    const report = { machine, versions: await versionsOf(stack), seed, isSingly, sizes: [] as object[] };
    for (const size of sizes) {
      const figures = await measureSize(size, { stack, seed, isSingly, signal, say });
      const aims = aimsOf(figures);
      console.log(sizeTable(figures, aims));
      report.sizes.push({ ...figures, aims });
      // After each size: the larger ones take long, and may find no room.
      if (jsonFile !== undefined) await writeReport(jsonFile, report);
    }
  } finally {
    await stack.stop();
  }
}

async function writeReport(file: string, report: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, shortened, 2)}\n`);
}

/** More digits than are measured would only make the file hard to read. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
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

function optionsOrExit(): ScaleOptions {
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
