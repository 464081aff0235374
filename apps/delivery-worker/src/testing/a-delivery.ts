import { SAMPLES, deliveryIdOf, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { DeliveryHeaders, RetryState } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { DeliveryJob } from '../deliveries/delivery-job.ts';
import type { Delivery } from '../deliveries/delivery-job.ts';

const HEADERS: DeliveryHeaders = {
  eventId: 'event-1',
  trigger: 'push',
  projectKey: '1042',
  eventAt: 1_700_000_000_000,
  targets: [{ integrationId: 'int-1', revision: 1 }],
  passThrough: {},
};

export function aRetryState(changes: Partial<RetryState> = {}): RetryState {
  const state = { attempts: 1, firstAttemptAt: 0, notBefore: 0, lastOutcome: 'http_503', step: 0, parks: 0 };
  return { ...state, ...changes };
}

/** A record of deliveries: a push on partition 3. */
export function aDeliveryRecord(
  headers: Partial<DeliveryHeaders> = {},
  changes: Partial<KafkaRecord> = {},
): KafkaRecord {
  return {
    topic: 'integration.deliveries',
    partition: 3,
    offset: '7',
    key: Buffer.from('1042'),
    value: Buffer.from(JSON.stringify(SAMPLES.push)),
    headers: encodeDeliveryHeaders({ ...HEADERS, ...headers }),
    timestampMs: 0,
    ...changes,
  };
}

export function aDelivery(changes: Partial<DeliveryHeaders> = {}, value?: Buffer): Delivery {
  const headers = { ...HEADERS, ...changes };
  const [target = { integrationId: 'int-1', revision: 1 }] = headers.targets;
  const job = new DeliveryJob(aDeliveryRecord(headers, value === undefined ? {} : { value }), headers);
  return { id: deliveryIdOf(headers.eventId, target.integrationId, headers.projectKey), job, target };
}
