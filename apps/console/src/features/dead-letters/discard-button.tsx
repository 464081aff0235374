import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../../ui/trouble.tsx';
import { discardBefore } from './dead-letters-api.ts';
import type { Kind } from './dead-letters-api.ts';

/** Deletes what is listed, after a question; what comes while one thinks stays. */
export function DiscardButton({ kind }: { readonly kind: Kind }): ReactNode {
  const { t } = useTranslation('dead-letters');
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [before, setBefore] = useState('');
  const discard = useMutation({
    mutationFn: () => discardBefore(kind, before),
    onSuccess: (count) => {
      close();
      notifications.show({ message: t('discard.done', { count }), color: 'green' });
      return client.invalidateQueries({ queryKey: ['dead-letters'] });
    },
  });
  const ask = (): void => {
    setBefore(new Date().toISOString());
    open();
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={ask}>
        {t('discard.action')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('discard.title')}>
        <Stack>
          <Text size="sm">{t('discard.warning', { kind: t(`kind.${kind}`) })}</Text>
          {discard.error !== null && <Trouble error={discard.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('discard.keep')}
            </Button>
            <Button
              color="red.9"
              loading={discard.isPending}
              onClick={() => {
                discard.mutate();
              }}
            >
              {t('discard.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
