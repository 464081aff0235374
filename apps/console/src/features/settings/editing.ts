import { createContext, use } from 'react';
import type { FieldErrors } from '../../api/api-error.ts';
import type { DraftState } from './use-draft.ts';

/** What every part of the form needs to know. */
export interface Editing extends DraftState {
  /** As the server found them, by field. */
  readonly problems: FieldErrors;
  /** Forgets the problems of a field that is being changed. */
  readonly onTouched: (field: string) => void;
  /** Whether nothing can be typed: inherited, or not allowed. */
  readonly isLocked: boolean;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error('This part of a form stands in no form.');
  return editing;
}
