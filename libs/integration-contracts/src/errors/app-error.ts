import { ERRORS, errorEntry } from './error-table.ts';
import type { ErrorCode, ErrorEntry } from './error-table.ts';
import type { Problem } from './problem.ts';

/** Problems by the name of the field that has them. */
export type FieldProblems = Readonly<Record<string, readonly Problem[]>>;

/** The only error that is thrown on purpose. `detail` is for logs and API clients; it must hold no secret. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string;
  /** Problems by field name, for `invalid_settings`. */
  readonly fields: FieldProblems | undefined;

  constructor(code: ErrorCode, detail: string, options: ErrorOptions & { fields?: FieldProblems } = {}) {
    super(`${ERRORS[code].sentence} ${detail}`.trim(), options);
    this.code = code;
    this.detail = detail;
    this.fields = options.fields;
  }

  get entry(): ErrorEntry {
    return errorEntry(this.code);
  }
}

/** The refusal of settings: every problem by field, and all of them in one English sentence. */
export function invalidSettings(problems: ReadonlyMap<string, readonly Problem[]>): AppError {
  const detail = [...problems].map(([name, found]) => `${name} ${found.map(({ text }) => text).join(', ')}`);
  return new AppError('invalid_settings', detail.join('; '), { fields: Object.fromEntries(problems) });
}

/** Turns whatever was thrown into an error of the table; what is not known there is `unexpected`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('unexpected', detail, { cause: thrown });
}
