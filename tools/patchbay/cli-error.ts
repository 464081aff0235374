/** Something the person at the terminal can put right; the message says how. Ends with 1. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** The command is written wrongly. Ends with 2. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';
}
