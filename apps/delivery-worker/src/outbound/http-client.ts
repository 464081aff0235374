import { Agent, Pool } from 'undici';
import { AnswerCollector } from './answer-collector.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { EgressRefusedError, egressLookup, portOf, refusalOfLiteral } from '@patchbay/service-kit/outbound';
import type { EgressPolicy } from '@patchbay/service-kit/outbound';
import type { Answer, Exchange, OutgoingRequest } from '@patchbay/service-kit/outbound';
import { DeadlineError, failureCode } from './failure-code.ts';

export interface HttpClientOptions {
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly connectionsPerOrigin: number;
  readonly maxResponseBytes: number;
}

/** Idle connections are closed before common servers (5 s) would do it under a request. */
const KEEP_ALIVE_MS = 4000;

/**
 * The one place where Patchbay calls out. Pools connections per origin, checks addresses where the connection is made,
 * follows no redirects, reads no more of an answer than the cap, and never throws: an exchange says what happened.
 */
export class HttpClient {
  readonly #policy: EgressPolicy;
  readonly #options: HttpClientOptions;
  readonly #verifying: Agent;
  readonly #trusting: Agent;
  readonly #deadlines: DeadlineQueue;
  /** Verdicts on literal addresses; URLs are cached and come again as the same object. */
  readonly #refusals = new WeakMap<URL, string>();

  constructor(policy: EgressPolicy, options: HttpClientOptions) {
    this.#policy = policy;
    this.#options = options;
    this.#verifying = this.#agent(true);
    this.#trusting = this.#agent(false);
    this.#deadlines = new DeadlineQueue(options.timeoutMs);
  }

  send(request: OutgoingRequest): Promise<Exchange> {
    const startedAt = Date.now();
    const begin = performance.now();
    return new Promise((resolve) => {
      const end = (answer: Answer | undefined, error?: Error): void => {
        deadline.cancel();
        resolve({
          startedAt,
          durationMs: Math.round(performance.now() - begin),
          answer,
          failure: error === undefined ? undefined : { code: failureCode(error), message: error.message },
        });
      };
      const collector = new AnswerCollector(
        this.#options.maxResponseBytes,
        (answer) => {
          end(answer);
        },
        (error) => {
          end(undefined, error);
        },
      );
      const deadline = this.#deadlines.add(() => {
        collector.abort(new DeadlineError(`no complete answer within ${this.#options.timeoutMs} ms`));
      });
      this.#dispatch(request, collector, end);
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#verifying.destroy(), this.#trusting.destroy()]);
  }

  #dispatch(
    request: OutgoingRequest,
    collector: AnswerCollector,
    end: (answer: undefined, error: Error) => void,
  ): void {
    const { url, origin, method, headers, body, verifyTls } = request;
    const refusal = this.#refusalOf(url);
    if (refusal !== '') {
      end(undefined, new EgressRefusedError(refusal));
      return;
    }
    try {
      (verifyTls ? this.#verifying : this.#trusting).dispatch(
        { origin, path: url.pathname + url.search, method, headers, body: body ?? null },
        collector,
      );
    } catch (error) {
      // undici throws at once for what it will not put on the wire, such as a header value with a line break.
      end(undefined, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** `''` for a host name, which is checked when it is resolved, and for an address that may be called. */
  #refusalOf(url: URL): string {
    let refusal = this.#refusals.get(url);
    if (refusal === undefined) {
      refusal = refusalOfLiteral(this.#policy, url) ?? '';
      this.#refusals.set(url, refusal);
    }
    return refusal;
  }

  #agent(rejectUnauthorized: boolean): Agent {
    const { connectionsPerOrigin, connectTimeoutMs, timeoutMs } = this.#options;
    return new Agent({
      factory: (origin) =>
        new Pool(origin, {
          connections: connectionsPerOrigin,
          pipelining: 1,
          allowH2: false,
          keepAliveTimeout: KEEP_ALIVE_MS,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          connect: {
            timeout: connectTimeoutMs,
            rejectUnauthorized,
            lookup: egressLookup(this.#policy, portOf(new URL(origin))),
          },
        }),
    });
  }
}
