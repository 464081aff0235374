import { skip } from '@patchbay/integration-contracts';
import type { OutboundSpec, ResponseView, Skip } from '@patchbay/integration-contracts';

/**
 * Asks whether a tracker is there. Many show their pages to those who are signed in only, so any answer will do: one that is
 * no success ends the delivery as having had nothing to send.
 */
export function* whetherThere(url: string): Generator<OutboundSpec, Skip | undefined, ResponseView> {
  const { status } = yield { method: 'HEAD', url, headers: {} };
  return status >= 200 && status < 300 ? undefined : skip(`the tracker is there: it answered ${status}`);
}
