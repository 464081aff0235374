/** Something that whoever runs the check can mend; its message says how. */
export class LicenceError extends Error {
  override readonly name = 'LicenceError';
}
