/** Something that whoever runs the check can mend; its message says how. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
