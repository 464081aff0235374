import type { StepReport } from './step.ts';
import { problemsOf } from './verify.ts';

/** The table that people see, and below it what is wrong. */
export function reportLines(reports: readonly StepReport[]): readonly string[] {
  const rows = reports.map(({ step, seconds, findings }) => {
    const wrong = findings.filter(({ isOk }) => !isOk).length;
    return [step, String(findings.length), String(wrong), `${seconds.toFixed(1)} s`];
  });
  const table = [['step', 'looked at', 'wrong', 'time'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const problems = problemsOf(reports);
  return problems.length === 0 ? lines : [...lines, '', ...problems];
}
