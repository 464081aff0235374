import { AppError } from '@patchbay/integration-contracts';
import type { KeyRing } from '@patchbay/service-kit/sealing';

/**
 * A place in a list that tells nothing to whoever gets it: what lies there may not be theirs to know of.
 * @param list in which alone it can be used
 */
export function sealCursor(keys: KeyRing, id: string, list: string): string {
  const { key, nonce, data } = keys.seal({ id }, purposeOf(list));
  return Buffer.from(JSON.stringify([key, nonce, data])).toString('base64url');
}

/** @throws AppError `invalid_request` for anything that {@link sealCursor} does not make for this list */
export function openCursor(keys: KeyRing, cursor: string, list: string): string {
  try {
    const [key, nonce, data] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
    const { id } = keys.open({ key: key ?? '', nonce: nonce ?? '', data: data ?? '' }, purposeOf(list));
    if (typeof id === 'string') return id;
  } catch {
    // Whatever is wrong with it, it is not one of ours.
  }
  throw new AppError('invalid_request', 'cursor is not one that this API gave; start without one.');
}

/** No integration has such an id, so nothing that is sealed for one is ever taken for a cursor. */
const purposeOf = (list: string): string => `cursor ${list}`;
