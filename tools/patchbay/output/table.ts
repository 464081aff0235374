type Cell = string | number | boolean | null | undefined;

const GAP = '  ';

/**
 * Lines of a table with a heading, each column as wide as it needs to be.
 * @param none what is said instead of an empty table
 */
export function table(
  headers: readonly string[],
  rows: readonly (readonly Cell[])[],
  none = 'there are none',
): readonly string[] {
  if (rows.length === 0) return [none];
  const texts = [headers.map((header) => header.toUpperCase()), ...rows.map((row) => row.map(textOf))];
  const widths = headers.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  return texts.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function textOf(cell: Cell): string {
  return cell === null || cell === undefined || cell === '' ? '-' : String(cell);
}
