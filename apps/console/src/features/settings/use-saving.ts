import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import type { FieldErrors } from '../../api/api-error.ts';
import { loadSettings, saveSettings } from './settings-api.ts';
import type { SettingsAddress } from './settings-api.ts';
import type { Draft } from './draft.ts';
import type { LoadedSettings } from './form-metadata.ts';
import type { DraftState } from './use-draft.ts';

interface Saving {
  readonly isSaving: boolean;
  /** By field, as the server found them. */
  readonly problems: FieldErrors;
  /** What kept the settings from being saved, unless it stands at a field or in a conflict. */
  readonly error: Error | null;
  /** What somebody else saved in the meantime. */
  readonly theirs: LoadedSettings | null;
  readonly save: (base: LoadedSettings, draft: Draft) => void;
  readonly setProblems: (problems: FieldErrors) => void;
  readonly closeConflict: () => void;
}

/** Saves, and keeps what the form has to show of how that went. The draft stays as it is unless it was saved. */
export function useSaving(address: SettingsAddress, { startFrom }: DraftState): Saving {
  const { t } = useTranslation('form');
  const queries = useQueryClient();
  const [problems, setProblems] = useState<FieldErrors>({});
  const [theirs, setTheirs] = useState<LoadedSettings | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ base, draft }: { base: LoadedSettings; draft: Draft }) => {
      await saveSettings(address, base, draft);
      return loadSettings(address);
    },
    onSuccess: (saved) => {
      startFrom(saved);
      void queries.invalidateQueries({ queryKey: ['integrations'] });
      notifications.show({ message: t('saved'), color: 'green' });
    },
    onError: async (failure) => {
      if (!(failure instanceof ApiError)) return;
      setProblems(failure.fields);
      if (failure.kind === 'conflict') setTheirs(await loadSettings(address));
    },
  });
  const isElsewhere = theirs !== null || Object.keys(problems).length > 0;
  return {
    ...{ isSaving: isPending, problems, theirs, setProblems },
    error: isElsewhere ? null : error,
    save: (base, draft) => {
      setProblems({});
      setTheirs(null);
      mutate({ base, draft });
    },
    closeConflict: () => {
      setTheirs(null);
    },
  };
}
