import { deliveryIdOf, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, Outcome } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';

const PROJECT = '1042';

/** A record of the deliveries, to one integration or more. */
export function aDispatch(offset: number, eventId: string, integrationIds = ['int-1']): KafkaRecord {
  const targets = integrationIds.map((integrationId) => ({ integrationId, revision: 1 }));
  const headers = encodeDeliveryHeaders({
    ...{ eventId, trigger: 'push', projectKey: PROJECT, eventAt: 0, targets, passThrough: {} },
  });
  return {
    ...{ topic: 'integration.deliveries', partition: 3, offset: String(offset), headers },
    ...{ key: null, value: Buffer.from('{}'), timestampMs: 0 },
  };
}

export function anOutcome(
  eventId: string,
  outcome: Outcome,
  changes: Partial<DeliveryOutcome> = {},
): DeliveryOutcome {
  const integrationId = changes.integrationId ?? 'int-1';
  return {
    ...{ deliveryId: deliveryIdOf(eventId, integrationId, PROJECT), eventId, integrationId, outcome },
    ...{ attempt: 1, status: 200, durationMs: 1, at: 0 },
    ...changes,
  };
}
