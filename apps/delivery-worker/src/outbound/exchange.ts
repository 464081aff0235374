import type { ErrorCode } from '@patchbay/integration-contracts';

export type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

/** A request as it goes out, every header in place. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly verifyTls: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: Buffer;
  /** The answer was longer than what is read of one. */
  readonly isCut: boolean;
}

/** What became of a request: an answer, or why there is none. */
export interface Exchange {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly answer: Answer | undefined;
  readonly failure: { readonly code: ErrorCode; readonly message: string } | undefined;
}
