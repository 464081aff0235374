import { ERRORS } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, ErrorCode } from '@patchbay/integration-contracts';

/** What an outcome says of the receiver; `gone` is the failure after which nobody need ask again. */
export type ReceiverSignal = 'success' | 'failure' | 'gone';

/**
 * @returns nothing where the receiver had no part in it: what was parked or ignored, what our policy refused, what the definition or the
 * settings could not make a request of
 */
export function receiverSignal({
  outcome,
  reason = '',
  durationMs,
}: DeliveryOutcome): ReceiverSignal | undefined {
  if (outcome === 'delivered') return 'success';
  if (outcome !== 'retrying' && outcome !== 'dead') return undefined;
  if (reason.startsWith('http_')) return 'failure';
  // What follows a colon is for people.
  const [code = ''] = reason.split(':', 1);
  if (code === 'gone') return 'gone';
  // Age ends a delivery as well, and then there was no request just now.
  if (code === 'attempts_exhausted') return durationMs > 0 ? 'failure' : undefined;
  return isErrorCode(code) && ERRORS[code].kind === 'remote' ? 'failure' : undefined;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
