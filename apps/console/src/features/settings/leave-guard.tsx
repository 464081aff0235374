import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LeaveGuardProps {
  readonly isDirty: boolean;
  readonly onDiscard: () => void;
}

/** Asks before a page is left with changes that are not saved. */
export function LeaveGuard({ isDirty, onDiscard }: LeaveGuardProps): ReactNode {
  const { t } = useTranslation('form');
  const { status, proceed, reset } = useBlocker({
    // A change of the tab or a filter is no other page.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={t('leave.title')} centered>
      <Stack>
        <Text size="sm">{t('leave.advice')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => reset?.()}>
            {t('leave.stay')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              onDiscard();
              proceed?.();
            }}
          >
            {t('leave.discard')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
