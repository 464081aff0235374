import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { EgressRefusedError, egressLookup, portOf, refusalOfLiteral } from '@patchbay/service-kit/outbound';
import type { EgressPolicy, Exchange, OutgoingLines } from '@patchbay/service-kit/outbound';
import { DeadlineError, failureCode } from './failure-code.ts';

/** How long the other side may take to close once it has everything; services that never do are not waited for. */
const CLOSE_WAIT_MS = 200;

/** Writes lines to a TCP service and closes. The address that was checked is the one that is dialled. */
export class LineClient {
  readonly #policy: EgressPolicy;
  readonly #timeoutMs: number;

  constructor(policy: EgressPolicy, timeoutMs: number) {
    this.#policy = policy;
    this.#timeoutMs = timeoutMs;
  }

  async send(call: OutgoingLines): Promise<Exchange> {
    const startedAt = Date.now();
    const begin = performance.now();
    const error = await this.#write(call).then(
      () => undefined,
      (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
    return {
      startedAt,
      durationMs: Math.round(performance.now() - begin),
      // There is no protocol to answer in: that all of it was taken is what success means.
      answer:
        error === undefined ? { status: 200, headers: {}, body: Buffer.alloc(0), isCut: false } : undefined,
      failure: error === undefined ? undefined : { code: failureCode(error), message: error.message },
    };
  }

  #write({ url, body, lines: { host, port } }: OutgoingLines): Promise<void> {
    const refusal = refusalOfLiteral(this.#policy, url);
    if (refusal !== undefined) return Promise.reject(new EgressRefusedError(refusal));
    const socket = connect({ host, port, lookup: egressLookup(this.#policy, portOf(url)) });
    const deadline = setTimeout(() => {
      socket.destroy(new DeadlineError(`not everything was taken within ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    return written(socket, body ?? '').finally(() => {
      clearTimeout(deadline);
    });
  }
}

/** Resolves when everything is out and the other side has closed, or had time to; a reset before that rejects. */
function written(socket: Socket, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (hadError) => {
      if (!hadError) resolve();
    });
    // Whatever it says is not for us, but unread it would keep the socket from closing.
    socket.resume();
    socket.end(text, () => {
      setTimeout(() => socket.destroy(), CLOSE_WAIT_MS).unref();
    });
  });
}
