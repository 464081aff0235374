export { AppError, toAppError } from './app-error.ts';
export { ERRORS, errorEntry } from './error-table.ts';
export type { ErrorCode, ErrorEntry, ErrorKind } from './error-table.ts';
