import {
  UnreadableRecordError,
  decodeDeliveryHeaders,
  deliveryIdOf,
  headerText,
} from '@patchbay/integration-contracts';
import type { DeliveryHeaders } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';

export const DEAD_KINDS = ['deliveries', 'events'] as const;
/** What died: a delivery to one integration, or an event before anybody was to hear of it. */
export type DeadKind = (typeof DEAD_KINDS)[number];

/** A record of a dead topic. What could not be read as a delivery has no delivery. */
export interface DeadLetter {
  readonly kind: DeadKind;
  readonly partition: number;
  readonly offset: number;
  readonly at: Date;
  /** A code of the error table, or `http_<status>`; behind `attempts_exhausted: `, what the last attempt met. */
  readonly reason: string;
  readonly detail: string | undefined;
  readonly eventId: string | undefined;
  readonly bytes: number;
  readonly delivery: DeadDelivery | undefined;
}

export interface DeadDelivery {
  readonly id: string;
  readonly integrationId: string;
  readonly headers: DeliveryHeaders;
}

export function deadLetterOf(kind: DeadKind, record: KafkaRecord): DeadLetter {
  const { partition, offset, timestampMs, headers, value } = record;
  const delivery = kind === 'deliveries' ? deliveryOf(record) : undefined;
  return {
    ...{ kind, partition, offset: Number(offset), at: new Date(timestampMs), delivery },
    reason: delivery?.headers.retry?.lastOutcome ?? headerText(headers, 'dead-reason') ?? '',
    detail: headerText(headers, 'dead-detail'),
    eventId: headerText(headers, 'event-id') ?? headerText(headers, 'ce_id'),
    bytes: value?.length ?? 0,
  };
}

/** Whether a letter died for a reason, at once or after its last attempt. */
export function hasDiedOf({ reason }: DeadLetter, wanted: string): boolean {
  return reason === wanted || reason.split(': ').includes(wanted);
}

function deliveryOf({ headers }: KafkaRecord): DeadDelivery | undefined {
  try {
    const decoded = decodeDeliveryHeaders(headers);
    const [target] = decoded.targets;
    if (target === undefined) return undefined;
    const { integrationId } = target;
    const id = deliveryIdOf(decoded.eventId, integrationId, decoded.projectKey);
    return { id, integrationId, headers: decoded };
  } catch (error) {
    if (error instanceof UnreadableRecordError) return undefined;
    throw error;
  }
}
