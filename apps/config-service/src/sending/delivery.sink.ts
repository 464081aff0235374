import type { DeliveryHeaders } from '@patchbay/integration-contracts';

/** A delivery that somebody asks for: an event, and the integration that it is to go to. */
export interface RequestedDelivery {
  readonly headers: DeliveryHeaders & Required<Pick<DeliveryHeaders, 'request'>>;
  /** The event's bytes, untouched. */
  readonly body: Buffer;
}

/** Hands deliveries to the workers. */
export abstract class DeliverySink {
  /** Resolves when it can take deliveries; keeps trying until the signal aborts, and rejects then. */
  abstract open(signal: AbortSignal): Promise<void>;
  /** Resolves when all of them are safe. @throws AppError `kafka_unavailable` when any may be missing */
  abstract send(deliveries: readonly RequestedDelivery[]): Promise<void>;
  abstract close(): Promise<void>;
}
