import type { DeliveryOutcome, RetryState } from '@patchbay/integration-contracts';
import { MAX_MARK } from '@patchbay/service-kit/kafka';

const MAX_PARKS = 0xff;
const MAX_ATTEMPTS = 0xfe;

/**
 * How far a delivery is, as a number that grows with every record it goes on in: its attempts, then its parks. Both stop counting at a
 * bound, where stages can't be told apart any more; that repeats a delivery, and loses none.
 */
export function stageOf(state: Pick<RetryState, 'attempts' | 'parks'> | undefined): number {
  if (state === undefined) return 0;
  return (Math.min(state.attempts, MAX_ATTEMPTS) << 8) | Math.min(state.parks, MAX_PARKS);
}

/** The stage that a delivery has reached by an outcome: the highest once it is over. */
export function stageAfter({ outcome, attempt, parks = 0 }: DeliveryOutcome): number {
  if (outcome === 'retrying' || outcome === 'parked') return stageOf({ attempts: attempt, parks });
  return MAX_MARK;
}
