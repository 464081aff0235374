import type { AuditReport } from './audit.ts';

/** The report for people. */
export function reportLines(report: AuditReport): readonly string[] {
  const { accepted, delivered, dead, ignored, pending, missing, missingIds } = report;
  const sum = `${String(accepted)} accepted = ${String(delivered)} delivered + ${String(dead)} dead + ${String(ignored)} ignored + ${String(pending)} pending + ${String(missing)} missing`;
  const notes = {
    'were accepted again': report.acceptedAgain,
    'came to an end again': report.settledAgain,
    'are dead without a letter': report.withoutLetter,
    'records could not be read': report.unreadable,
  };
  const told = Object.entries(notes).filter(([, count]) => count > 0);
  return [
    sum,
    ...told.map(([what, count]) => `${String(count)} ${what}`),
    ...missingIds.map((id) => `missing: ${id}`),
    ...(missing > missingIds.length ? [`and ${String(missing - missingIds.length)} more`] : []),
  ];
}
