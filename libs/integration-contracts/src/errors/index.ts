export { AppError, invalidSettings, toAppError } from './app-error.ts';
export type { FieldProblems } from './app-error.ts';
export { ERRORS, errorEntry } from './error-table.ts';
export type { ErrorCode, ErrorEntry, ErrorKind } from './error-table.ts';
export { PROBLEMS, fillIn, isProblemName, problem } from './problem.ts';
export type { Problem, ProblemName, ProblemValues } from './problem.ts';
