import { get } from '@patchbay/integration-contracts';
import type { BodyVerdict, RequestSpec, ResponseView } from '@patchbay/integration-contracts';

/** Asks for the page of a wiki as a browser would that is not signed in. */
export function askForPage(url: string): RequestSpec {
  return get(url, { headers: { accept: 'text/html' } });
}

/** A wiki is there when its page is: status 200 and something to read. */
export function pageVerdict({ status, body }: ResponseView): BodyVerdict {
  if (status === 200 && body.trim() !== '') return { ok: true };
  return { ok: false, isRetryable: false, reason: 'there is no page to read' };
}
