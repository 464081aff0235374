import { AppError } from '@patchbay/integration-contracts';

/** Where a page of the log ended. */
export interface LogPosition {
  readonly at: Date;
  readonly id: string;
}

const CURSOR = /^(\d{1,15}):(.+)$/s;

export function encodeCursor({ at, id }: LogPosition): string {
  return Buffer.from(`${at.getTime()}:${id}`).toString('base64url');
}

/** @throws AppError `invalid_request` for anything that {@link encodeCursor} does not make */
export function decodeCursor(cursor: string): LogPosition {
  const [, time, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time === undefined || id === undefined) {
    throw new AppError('invalid_request', 'cursor is not one that this API gave; start without one.');
  }
  return { at: new Date(Number(time)), id };
}

/** The order of the log; of those at the same time, the one with the greater id comes first. */
export function newestFirst(a: LogPosition, b: LogPosition): number {
  if (a.id === b.id) return 0;
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);
}
