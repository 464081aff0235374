import type { TransferTimings } from '@patchbay/integration-contracts';
import type { Dispatcher } from 'undici';
import type { Answer, HeaderValues, Transfer } from '@patchbay/service-kit/outbound';
import { tenths } from './connection-path.ts';
import type { ConnectionPath, Opening } from './connection-path.ts';

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** Thrown into undici to stop reading; the answer up to here counts. */
class EnoughError extends Error {
  override readonly name = 'EnoughError';
}

/** Reads an answer up to a cap; what exceeds it is cut off by closing the connection. */
export class AnswerCollector implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #onAnswer: (answer: Answer) => void;
  readonly #onFailure: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #abandoned: Error | undefined;
  #status = 0;
  #headers: HeaderValues = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** The client's that was chosen for the request. */
  path: ConnectionPath | undefined;
  #opening: Opening | undefined;
  #isReused: boolean | undefined;
  #sentAt = 0;
  #headAt = 0;

  constructor(maxBytes: number, onAnswer: (answer: Answer) => void, onFailure: (error: Error) => void) {
    this.#maxBytes = maxBytes;
    this.#onAnswer = onAnswer;
    this.#onFailure = onFailure;
  }

  abort(reason: Error): void {
    if (this.#controller !== undefined) {
      this.#controller.abort(reason);
      return;
    }
    this.#abandoned = reason;
    this.#onFailure(reason);
  }

  /** How it went over the wire so far. */
  transfer(totalMs: number): Transfer {
    // Where nothing went out, a connection was being opened for it; one that was used belongs to somebody before.
    const opening = this.#opening ?? this.path?.opening;
    const isFresh = opening !== undefined && !(this.#isReused ?? opening.isUsed);
    const timings: Writable<TransferTimings> = isFresh
      ? { ...opening.phases, totalMs: tenths(totalMs) }
      : { totalMs: tenths(totalMs) };
    if (this.#headAt !== 0) timings.firstByteMs = tenths(this.#headAt - this.#sentAt);
    const remoteAddress = isFresh || this.#isReused === true ? opening?.address : undefined;
    return { timings, isConnectionReused: this.#isReused, remoteAddress };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sentAt = performance.now();
    this.#opening = this.path?.opening;
    if (this.#opening !== undefined) {
      this.#isReused = this.#opening.isUsed;
      this.#opening.isUsed = true;
    }
    // Given up while it waited for a connection: going out now, it would be a request that nobody knows of.
    if (this.#abandoned !== undefined) controller.abort(this.#abandoned);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: HeaderValues): void {
    this.#headAt = performance.now();
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes)
      controller.abort(new EnoughError('the answer is longer than what is read'));
  }

  onResponseEnd(): void {
    this.#onAnswer(this.#answer(false));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof EnoughError) this.#onAnswer(this.#answer(true));
    else if (this.#abandoned === undefined) this.#onFailure(error);
  }

  #answer(isCut: boolean): Answer {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#chunks = [];
    return {
      status: this.#status,
      headers: this.#headers,
      body: isCut ? body.subarray(0, this.#maxBytes) : body,
      isCut,
    };
  }
}
