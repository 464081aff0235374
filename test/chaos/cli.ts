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
import { ChaosError } from './chaos-error.ts';
import { USAGE, parseOptions } from './chaos-options.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { isPassed, runScenario } from '../support/scenarios/run-scenario.ts';
import type { Verdict } from '../support/scenarios/run-scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { verdictTable } from '../support/scenarios/verdict-table.ts';

const USAGE_EXIT_CODE = 2;
const STACK_FOLDER = join(dirname(defaultDataDir), 'chaos-stack');

async function main({ form, seeds, only, jsonFile }: ChaosOptions): Promise<void> {
  const chosen = SCENARIOS.filter(({ id }) => only.length === 0 || only.includes(id));
  if (chosen.length === 0) throw new ChaosError(`there are ${SCENARIOS.map(({ id }) => id).join(', ')}`);
  const stack = await startInFreeFolder(STACK_FOLDER, { signal: interruption() });
  const verdicts: Verdict[] = [];
  try {
    for (const seed of seeds) {
      for (const scenario of chosen) {
        console.error(pc.dim(`${scenario.id} ${scenario.title}, seed ${seed}`));
        const verdict = await runScenario(scenario, { stack, form, seed });
        verdicts.push(verdict);
        console.log(verdictTable([verdict]).split('\n').slice(0, -2).join('\n'));
      }
    }
  } finally {
    await stack.stop();
  }
  console.log(`\n${verdictTable(verdicts)}`);
  if (jsonFile !== undefined) {
    await mkdir(dirname(jsonFile), { recursive: true });
    await writeFile(jsonFile, `${JSON.stringify({ form, seeds, verdicts }, undefined, 2)}\n`);
  }
  if (!verdicts.every(isPassed)) process.exitCode = 1;
}

function optionsOrExit(): ChaosOptions {
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
  const reason: unknown = error instanceof Error && error.name === 'AbortError' ? error.cause : error;
  if (reason instanceof InterruptedError) {
    console.error(`${reason.message}; nothing was left running`);
    process.exitCode = reason.exitCode;
  } else {
    const isPlain = [ChaosError, ServiceError, StackError].some((kind) => reason instanceof kind);
    console.error(
      pc.red(isPlain ? (reason as Error).message : String(reason instanceof Error ? reason.stack : reason)),
    );
    process.exitCode = 1;
  }
}
