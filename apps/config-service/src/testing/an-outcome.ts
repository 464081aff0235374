import type { DeliveryOutcome } from '@patchbay/integration-contracts';

/** Of integration `a`, after a request that took no time; a failure is a 503 unless told otherwise. */
export function anOutcome(
  changes: Partial<DeliveryOutcome> & Pick<DeliveryOutcome, 'outcome' | 'at'>,
): DeliveryOutcome {
  const isDelivered = changes.outcome === 'delivered';
  return {
    ...{ deliveryId: 'd1', eventId: 'e1', integrationId: 'a', attempt: 1, durationMs: 0 },
    ...(isDelivered ? { status: 200 } : { status: 503, reason: 'http_503' }),
    ...changes,
  };
}
