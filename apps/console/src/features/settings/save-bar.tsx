import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../../ui/trouble.tsx';
import classes from './save-bar.module.css';

interface SaveBarProps {
  readonly isNew: boolean;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly problemCount: number;
  readonly error: Error | null;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Stays in sight at the bottom while there is something to save. */
export function SaveBar({
  isNew,
  isDirty,
  isSaving,
  problemCount,
  error,
  onSave,
  onDiscard,
}: SaveBarProps): ReactNode {
  const { t } = useTranslation('form');
  if (!isDirty && !isNew) return undefined;
  return (
    <Paper
      className={classes['bar']}
      withBorder
      shadow="md"
      p="md"
      role="region"
      aria-label={t('save.region')}
    >
      <Stack gap="sm">
        {error !== null && <Trouble error={error} onRetry={onSave} />}
        <Group justify="space-between">
          <Text size="sm" aria-live="polite" {...(problemCount > 0 && { c: 'var(--mantine-color-error)' })}>
            {problemCount > 0
              ? t('save.problems', { count: problemCount })
              : t(isDirty ? 'save.unsaved' : 'save.new')}
          </Text>
          <Group gap="xs">
            {isDirty && (
              <Button variant="default" onClick={onDiscard} disabled={isSaving}>
                {t('save.discard')}
              </Button>
            )}
            <Button onClick={onSave} loading={isSaving}>
              {isNew ? t('save.first') : t('save.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}
