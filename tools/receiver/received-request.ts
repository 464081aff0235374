import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './behaviour.ts';

/** A request as it came in, with the answer that was chosen for it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Epoch milliseconds at which the body was complete. */
  readonly at: number;
  readonly answer: Answer;
}

/** The delivery's id, the same for all its attempts; empty when the sender gave none. */
export function idempotencyKey({ headers }: Pick<ReceivedRequest, 'headers'>): string {
  const value = headers['idempotency-key'];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Whether the sender was told that the request was taken. */
export function isAccepted({ answer }: Pick<ReceivedRequest, 'answer'>): boolean {
  return typeof answer === 'number' && answer >= 200 && answer < 300;
}
