import { deliveredEvent } from '@patchbay/integration-contracts';
import type { DeliveryHeaders, DeliveryTarget, IntegrationEvent } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { traceIdOf } from '@patchbay/service-kit/tracing';

/**
 * A record of deliveries with its headers read; the event is parsed when the first target asks for it, and then for all of them.
 * It knows which writes about its deliveries have to last before it is done.
 */
export class DeliveryJob {
  readonly record: KafkaRecord;
  readonly headers: DeliveryHeaders;
  readonly body: Buffer;
  /** By the monotonic clock: what its requests wait is counted from here. */
  readonly takenAt = performance.now();
  /** Whether a request was made for any of its targets. */
  hasBegun = false;
  #event: IntegrationEvent | undefined;
  #instanceUrl: string | undefined;
  readonly #writes = new Set<Promise<unknown>>();

  constructor(record: KafkaRecord, headers: DeliveryHeaders) {
    this.record = record;
    this.headers = headers;
    this.body = record.value ?? Buffer.alloc(0);
  }

  /** @throws TypeError when the body is no event: the dispatcher lets none through. */
  get event(): IntegrationEvent {
    this.#event ??= deliveredEvent(this.body, this.headers);
    return this.#event;
  }

  /** Base URL of the GitLab that the event came from, as far as its payload says. */
  get instanceUrl(): string | undefined {
    this.#instanceUrl ??= URL.parse(this.event.view.project?.url ?? '')?.origin ?? '';
    return this.#instanceUrl === '' ? undefined : this.#instanceUrl;
  }

  /** The trace that its attempts belong to: this process's own or, with tracing off, what the record came with. */
  get traceId(): string | undefined {
    return this.record.span?.traceId ?? traceIdOf(this.headers.passThrough['traceparent']);
  }

  /**
   * Whether no further request may be made for it: somebody else has its partition, and takes it again; or this worker ends, and
   * the next one may as well begin it.
   */
  get isAbandoned(): boolean {
    const { lease } = this.record;
    return lease !== undefined && (lease.isLost || (lease.isEnding && !this.hasBegun));
  }

  /** The job is not done before this is. Many deliveries are written with the same bulk, which counts once. */
  waitFor(write: Promise<unknown>): void {
    if (this.#writes.has(write)) return;
    this.#writes.add(write);
    // Seen by `settled`, which may be asked much later, when the slowest target has ended.
    write.catch(() => undefined);
  }

  /** Resolves when all that was written about the deliveries lasts; waits for all of it even when a part fails. */
  async settled(): Promise<void> {
    for (const end of await Promise.allSettled(this.#writes)) if (end.status === 'rejected') throw end.reason;
  }
}

/** One target of a job, under way. */
export interface Delivery {
  readonly id: string;
  readonly job: DeliveryJob;
  readonly target: DeliveryTarget;
}
