export { audit } from './audit.ts';
export type { AuditReport } from './audit.ts';
