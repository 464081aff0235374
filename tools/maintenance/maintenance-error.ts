/** Something the person at the terminal can put right; the message says how. */
export class MaintenanceError extends Error {
  override readonly name = 'MaintenanceError';
}
