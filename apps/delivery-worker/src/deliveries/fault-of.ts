import { ERRORS } from '@patchbay/integration-contracts';
import type { ErrorCode, Outcome } from '@patchbay/integration-contracts';

/** Who is to blame that a delivery did not arrive. */
export type Fault = 'none' | 'receiver' | 'ours';

/**
 * By the reason of its last attempt: what the error table calls a defect or trouble of our infrastructure is ours; any other is the
 * receiver's, or that of whoever set the integration up. `undefined` for a delivery that goes on.
 */
export function faultOf(outcome: Outcome, reason: string): Fault | undefined {
  if (outcome === 'delivered' || outcome === 'ignored') return 'none';
  if (outcome !== 'dead') return undefined;
  if (!Object.hasOwn(ERRORS, reason)) return 'receiver';
  const { kind } = ERRORS[reason as ErrorCode];
  return kind === 'defect' || kind === 'infra' ? 'ours' : 'receiver';
}
