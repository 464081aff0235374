import { useEffect, useState } from 'react';
import { isChanged, untouched } from './draft.ts';
import type { Draft } from './draft.ts';
import type { LoadedSettings } from './form-metadata.ts';
import { dropDraft, keepDraft, keptDraft } from './kept-draft.ts';

export interface DraftState {
  /** What the draft started from. */
  readonly base: LoadedSettings;
  readonly draft: Draft;
  readonly isDirty: boolean;
  /** Whether it was found from before a reload or a new sign-in. */
  readonly isRestored: boolean;
  readonly change: (draft: Draft) => void;
  /** Goes on from other stored settings. */
  readonly startFrom: (base: LoadedSettings, draft?: Draft) => void;
}

interface Held {
  readonly base: LoadedSettings;
  readonly draft: Draft;
  readonly isRestored: boolean;
}

/** The settings being filled in; kept in the tab as long as they are not saved. */
export function useDraft(address: string, loaded: LoadedSettings): DraftState {
  const [{ base, draft, isRestored }, hold] = useState<Held>(() => {
    const kept = keptDraft(address);
    return { ...(kept ?? { base: loaded, draft: untouched(loaded) }), isRestored: kept !== undefined };
  });
  const isDirty = isChanged(base, draft);
  useEffect(() => {
    if (isDirty) keepDraft(address, { base, draft });
    else dropDraft(address);
  }, [address, base, draft, isDirty]);
  return {
    ...{ base, draft, isDirty, isRestored: isRestored && isDirty },
    change: (next) => {
      hold({ base, draft: next, isRestored });
    },
    startFrom: (next, kept = untouched(next)) => {
      hold({ base: next, draft: kept, isRestored: false });
    },
  };
}
