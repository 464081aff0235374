import { AnswerCollector } from './answer-collector.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { EgressRefusedError, refusalOfLiteral } from '@patchbay/service-kit/outbound';
import type { EgressPolicy } from '@patchbay/service-kit/outbound';
import type { Answer, Exchange, OutgoingRequest } from '@patchbay/service-kit/outbound';
import { Dispatchers } from './dispatchers.ts';
import type { DispatcherOptions } from './dispatchers.ts';
import { refusalOfName } from './egress-proxy.ts';
import { DeadlineError, failureCode } from './failure-code.ts';

export interface HttpClientOptions extends DispatcherOptions {
  readonly maxResponseBytes: number;
}

/**
 * The one place where Patchbay calls out. Pools connections per origin, checks addresses where the connection is made,
 * follows no redirects, reads no more of an answer than the cap, and never throws: an exchange says what happened.
 */
export class HttpClient {
  readonly #policy: EgressPolicy;
  readonly #options: HttpClientOptions;
  readonly #dispatchers: Dispatchers;
  readonly #deadlines: DeadlineQueue;
  /** Verdicts on literal addresses; URLs are cached and come again as the same object. */
  readonly #refusals = new WeakMap<URL, string>();

  constructor(policy: EgressPolicy, options: HttpClientOptions) {
    this.#policy = policy;
    this.#options = options;
    this.#dispatchers = new Dispatchers(policy, options);
    this.#deadlines = new DeadlineQueue(options.timeoutMs);
  }

  send(request: OutgoingRequest): Promise<Exchange> {
    const startedAt = Date.now();
    const begin = performance.now();
    return new Promise((resolve) => {
      const end = (answer: Answer | undefined, error?: Error): void => {
        deadline.cancel();
        const tookMs = performance.now() - begin;
        resolve({
          startedAt,
          durationMs: Math.round(tookMs),
          transfer: collector.transfer(tookMs),
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
    await this.#dispatchers.destroy();
  }

  #dispatch(
    request: OutgoingRequest,
    collector: AnswerCollector,
    end: (answer: undefined, error: Error) => void,
  ): void {
    const { url } = request;
    const refusal = this.#refusalOf(url);
    if (refusal !== '') {
      end(undefined, new EgressRefusedError(refusal));
      return;
    }
    if (this.#options.proxy?.isFor(url) !== true) {
      this.#hand(request, collector, end);
      return;
    }
    // The proxy resolves the name itself, so this is the only place to look where it leads.
    refusalOfName(this.#policy, url, (refused) => {
      if (refused === undefined) this.#hand(request, collector, end);
      else end(undefined, refused);
    });
  }

  #hand(
    request: OutgoingRequest,
    collector: AnswerCollector,
    end: (answer: undefined, error: Error) => void,
  ): void {
    const { url, origin, method, headers, body } = request;
    try {
      this.#dispatchers
        .of(request)
        .dispatch(
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
}
