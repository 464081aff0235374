/** PagerDuty's words for how bad it is. */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

const BY_WORD: ReadonlyMap<string | undefined, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'error'],
  ['medium', 'warning'],
  ['low', 'info'],
  ['info', 'info'],
]);

/** GitLab's severity of an alert or incident; one that is not known counts as an error, lest it be overlooked. */
export function severityOf(word: string | undefined): Severity {
  return BY_WORD.get(word) ?? 'error';
}
