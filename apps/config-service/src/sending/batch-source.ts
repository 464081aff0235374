import type { RequestedDelivery } from './delivery.sink.ts';

/** The next deliveries of a job, and where the ones after them begin. */
export interface Batch {
  readonly deliveries: readonly RequestedDelivery[];
  readonly skipped: number;
  readonly gone: number;
  readonly position: string | null;
  readonly isLast: boolean;
}

/** Where a job's deliveries come from. */
export interface BatchSource {
  /**
   * @param position of the batch before; `null` for the first
   * @throws AppError `invalid_request` when there is nothing to send to any more, or whatever keeps it from reading
   */
  next(position: string | null, limit: number): Promise<Batch>;
}
