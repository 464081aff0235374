import { encodeHealthChange } from '@patchbay/integration-contracts';
import type { HealthChange } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';

/** A record of `integration.health`: off, unless told otherwise; `null` for a tombstone. */
export function aHealthRecord(change: Partial<HealthChange>, value?: null): KafkaRecord {
  const whole = {
    integrationId: 'int-1',
    state: 'off',
    since: 0,
    failures: 40,
    version: 1,
    ...change,
  } as const;
  const encoded = encodeHealthChange(whole);
  return {
    ...{ topic: 'integration.health', partition: 0, offset: '0', headers: {}, timestampMs: 0 },
    key: Buffer.from(encoded.key),
    value: value === null ? null : Buffer.from(encoded.value),
  };
}
