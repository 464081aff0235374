import { deliveryIdOf } from '@patchbay/integration-contracts';
import type { DeliveryHeaders, DeliveryOutcome, RetryState } from '@patchbay/integration-contracts';
import { OffsetLedger } from '@patchbay/service-kit/kafka';
import type { DeliveryJob } from '../../apps/delivery-worker/src/deliveries/delivery-job.ts';

export interface Stored {
  readonly eventId: string;
  readonly retry?: RetryState;
}

export interface Log {
  readonly records: Stored[];
  committed: { offset: number; metadata: string };
  ledger: OffsetLedger;
  taken: number;
}

export interface UnderWay {
  readonly log: Log;
  readonly offset: number;
  readonly stored: Stored;
  readonly delivery: { readonly id: string; readonly job: DeliveryJob };
  readonly ledger: OffsetLedger;
  isSent: boolean;
  outcome?: DeliveryOutcome;
}

export const newLog = (): Log => ({
  ...{ records: [], committed: { offset: 0, metadata: '' }, ledger: new OffsetLedger(0), taken: 0 },
});
export const idOf = (eventId: string): string => deliveryIdOf(eventId, 'int-1', '1042');
export const isExposed = ({ isSent, outcome }: UnderWay): boolean => isSent || outcome !== undefined;

/** What whoever takes the partition over would do. */
export function openOffsets({ records, committed }: Log): readonly number[] {
  const ledger = new OffsetLedger(committed.offset, committed.metadata);
  return [...records.keys()].filter((offset) => ledger.begin(offset));
}

export function headersOf({ eventId, retry }: Stored): DeliveryHeaders {
  const targets = [{ integrationId: 'int-1', revision: 1 }];
  const headers = {
    eventId,
    trigger: 'push',
    projectKey: '1042',
    eventAt: 0,
    targets,
    passThrough: {},
  } as const;
  return retry === undefined ? headers : { ...headers, retry };
}

export function pick(
  all: readonly UnderWay[],
  which: number,
  isMeant: (one: UnderWay) => boolean,
): UnderWay | undefined {
  const meant = all.filter(isMeant);
  return meant[which % Math.max(1, meant.length)];
}
