/** Something the person at the terminal can put right; the message says how. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
}
