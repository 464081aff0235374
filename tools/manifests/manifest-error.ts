/** Something that whoever runs the check can mend; its message says how. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}
