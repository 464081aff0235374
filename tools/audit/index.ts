export { audit } from './audit.ts';
export type { AuditReport } from './audit.ts';
export { reportLines } from './report-lines.ts';
export { AuditError } from './audit-error.ts';
