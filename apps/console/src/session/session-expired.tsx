import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onSessionChange, sessionState } from './token.ts';
import { TokenForm } from './token-form.tsx';

/** Asks for another token over the page as it is: what has been typed there stays. */
export function SessionExpired(): ReactNode {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const state = useSyncExternalStore(onSessionChange, sessionState);
  return (
    <Modal
      opened={state === 'expired'}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.expired')}
      centered
    >
      <Stack>
        <Text size="sm">{t('session.advice')}</Text>
        <TokenForm onSignedIn={() => void queries.invalidateQueries()} />
      </Stack>
    </Modal>
  );
}
