/** Something that whoever runs the command can put right; its message says what. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
