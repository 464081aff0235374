import type { Summary } from './summary.ts';

/** The summary as lines for a terminal. */
export function reportLines(summary: Summary): readonly string[] {
  const { files, triggers, furtherTriggers, integrations, unclassified, unreadable, failures } = summary;
  const built = [...integrations]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { requests, skipped, failed }]) =>
      columns(name, requests, `requests, ${skipped} events skipped, ${failed} failed`),
    );
  return [
    `${files} payloads`,
    '',
    'triggers',
    ...counts(triggers),
    ...(furtherTriggers.size === 0
      ? []
      : ['', 'further triggers of the same payloads', ...counts(furtherTriggers)]),
    '',
    'requests built',
    ...(built.length === 0 ? ['  none'] : built),
    ...findings('not classified', unclassified),
    ...findings('unreadable', unreadable),
    ...findings('failed', failures),
  ];
}

function counts(map: ReadonlyMap<string, number>): readonly string[] {
  if (map.size === 0) return ['  none'];
  return [...map]
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .map(([name, count]) => columns(name, count));
}

function columns(name: string, count: number, rest = ''): string {
  return `  ${name.padEnd(28)}${String(count).padStart(6)} ${rest}`.trimEnd();
}

function findings(title: string, lines: readonly string[]): readonly string[] {
  return ['', `${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`)];
}
