import { deliveryIdOf } from '@patchbay/integration-contracts';
import type { FullAttempt } from '../request-log/request-log.ts';
import { DeliverySink } from '../sending/delivery.sink.ts';
import type { RequestedDelivery } from '../sending/delivery.sink.ts';
import type { InMemoryRequestLog } from './in-memory-request-log.ts';

/** Stands for topic and worker: what is sent is in the log at once, with the outcome that a test wants. */
export class AnsweringDeliverySink extends DeliverySink {
  readonly sent: RequestedDelivery[] = [];
  /** What the next attempts come to; no worker answers while it is `undefined`. */
  outcome: Partial<FullAttempt> | undefined = { outcome: 'delivered' };
  failure: Error | undefined;
  /** Called before the answers are there. */
  onSend: (deliveries: readonly RequestedDelivery[]) => Promise<void> = () => Promise.resolve();
  readonly #log: InMemoryRequestLog;

  constructor(log: InMemoryRequestLog) {
    super();
    this.#log = log;
  }

  override open(): Promise<void> {
    return Promise.resolve();
  }

  override async send(deliveries: readonly RequestedDelivery[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.sent.push(...deliveries);
    await this.onSend(deliveries);
    const { outcome } = this;
    if (outcome !== undefined)
      this.#log.attempts.push(...deliveries.map((one) => ({ ...attemptAt(one), ...outcome })));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

function attemptAt({ headers }: RequestedDelivery): FullAttempt {
  const { eventId, trigger, projectKey, targets, request } = headers;
  const [target] = targets;
  const { integrationId, revision } = target ?? { integrationId: '', revision: 0 };
  const deliveryId = deliveryIdOf(eventId, integrationId, projectKey);
  const at = new Date();
  return {
    ...{ id: `${deliveryId}:1:0@${request.id}`, deliveryId, eventId, integrationId, projectKey, trigger },
    ...{ revision, name: 'webhook', attempt: 1, step: 0, outcome: 'delivered' },
    ...{ at, durationMs: 5, expiresAt: at },
    record: 'integration.deliveries.requested/0/1',
    requested: { id: request.id, kind: request.kind, documents: 1 },
  };
}
