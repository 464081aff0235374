import type { Dispatcher } from 'undici';
import type { Answer, HeaderValues } from '@patchbay/service-kit/outbound';

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

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: going out now, it would be a request that nobody knows of.
    if (this.#abandoned !== undefined) controller.abort(this.#abandoned);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: HeaderValues): void {
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
