import { isPassed } from './run-scenario.ts';
import type { Verdict } from './run-scenario.ts';

const WIDTHS = { id: 4, title: 27, verdict: 7, seconds: 6 };

/** One line for each fault, and one for each demand that was not met. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap((verdict) => [summary(verdict), ...details(verdict)]);
  const passed = verdicts.filter(isPassed).length;
  return [...lines, '', `${passed} of ${verdicts.length} hold`].join('\n');
}

function summary(verdict: Verdict): string {
  const { id, title, seconds, findings } = verdict;
  const met = findings.filter(({ isMet }) => isMet).length;
  return [
    id.padEnd(WIDTHS.id),
    title.padEnd(WIDTHS.title),
    (isPassed(verdict) ? 'holds' : 'BROKEN').padEnd(WIDTHS.verdict),
    `${seconds} s`.padStart(WIDTHS.seconds),
    ` ${met}/${findings.length} demands`,
  ].join(' ');
}

function details({ findings, notes, seed }: Verdict): string[] {
  const indent = ' '.repeat(WIDTHS.id + 1);
  return [
    ...notes.map((note) => `${indent}${note} (seed ${seed})`),
    ...findings.filter(({ isMet }) => !isMet).map(({ demand, found }) => `${indent}✗ ${demand}: ${found}`),
  ];
}
