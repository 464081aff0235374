import type { Draft } from './draft.ts';
import type { LoadedSettings } from './form-metadata.ts';

/** An unsaved draft with what it started from. */
export interface KeptDraft {
  readonly base: LoadedSettings;
  readonly draft: Draft;
}

const keyOf = (address: string): string => `patchbay.draft.${address}`;

/**
 * Keeps what has been typed through a reload or a new sign-in of this tab. New secrets are not kept: they belong nowhere but
 * in the request that stores them.
 * @param address scope and slug
 */
export function keepDraft(address: string, { base, draft }: KeptDraft): void {
  sessionStorage.setItem(keyOf(address), JSON.stringify({ base, draft: { ...draft, secrets: {} } }));
}

export function keptDraft(address: string): KeptDraft | undefined {
  const text = sessionStorage.getItem(keyOf(address));
  // Nobody else writes there, and an upgrade of the console gets new forms with the next load.
  return text === null ? undefined : (JSON.parse(text) as KeptDraft);
}

export function dropDraft(address: string): void {
  sessionStorage.removeItem(keyOf(address));
}
