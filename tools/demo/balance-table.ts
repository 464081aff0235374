import pc from 'picocolors';
import type { Balance, BalanceRow } from './balance.ts';

const COLUMNS = [
  'expected',
  'delivered',
  'dead',
  'ignored',
  'held',
  'pending',
  'retried',
  'attempts',
  'logged',
  'received',
  'duplicates',
] as const satisfies readonly (keyof BalanceRow)[];
const GAP = 2;

/** The sums as lines for a terminal. */
export function balanceTable({ rows, total }: Balance): string[] {
  const nameWidth = Math.max(...[...rows, total].map(({ name }) => name.length));
  const line = (row: BalanceRow): string =>
    row.name.padEnd(nameWidth) + COLUMNS.map((column) => cell(String(row[column]), column)).join('');
  const heading = ''.padEnd(nameWidth) + COLUMNS.map((column) => cell(column, column)).join('');
  return [pc.dim(heading), ...rows.map(line), pc.bold(line(total))];
}

function cell(text: string, column: string): string {
  return text.padStart(column.length + GAP);
}
