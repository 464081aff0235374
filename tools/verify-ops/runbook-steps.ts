import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObservedWorld } from './observed-world.ts';
import { runProgram } from './run-program.ts';
import { ROOT } from './step.ts';
import type { Finding, Step } from './step.ts';

const BLOCK = /^```sh\n([\s\S]*?)^```$/gm;
const TIMEOUT_SECONDS = '60';

/** The commands of the runbook's blocks, each once. */
export function runbookCommands(text: string): readonly string[] {
  const lines = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => block.split('\n'));
  return [
    ...new Set(lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))),
  ];
}

async function findingOf(command: string, { environment }: ObservedWorld): Promise<Finding> {
  const shell = ['-k', '5', TIMEOUT_SECONDS, 'bash', '-o', 'pipefail', '-c', command];
  const { code, output } = await runProgram('timeout', shell, { environment });
  const isOk = code === 0 && output.trim() !== '';
  return { what: command, isOk, detail: isOk ? 'ran' : `ended with ${code}: ${output.trim().slice(-400)}` };
}

export const runbookSteps: readonly Step[] = [
  {
    name: 'commands of the runbook run as written',
    needs: 'load',
    run: async (world) => {
      const findings: Finding[] = [];
      // One after the other, as whoever reads it would.
      for (const command of runbookCommands(readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8')))
        findings.push(await findingOf(command, world));
      return findings;
    },
  },
];
