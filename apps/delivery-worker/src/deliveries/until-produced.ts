import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';

type Produce = (record: OutgoingRecord) => Promise<void>;

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/**
 * Produces until Kafka has the record; what failed is in the producer's log. A delivery whose request went out must not
 * fail over what is written about it: it would be handled anew, and the request made again.
 * @param pause waits for so many milliseconds
 */
export function untilProduced(
  produce: Produce,
  pause: (delayMs: number) => Promise<unknown> = (delayMs) => sleep(delayMs),
): Produce {
  return async (record) => {
    for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, MAX_RETRY_MS)) {
      try {
        await produce(record);
        return;
      } catch {
        await pause(delayMs);
      }
    }
  };
}
