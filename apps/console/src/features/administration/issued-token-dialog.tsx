import { Alert, Button, Code, CopyButton, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedToken } from './administration-api.ts';

interface IssuedTokenDialogProps {
  readonly issued: IssuedToken;
  readonly onClose: () => void;
}

/** The one time that the text of a token is seen; a click beside it must not end that. */
export function IssuedTokenDialog({ issued, onClose }: IssuedTokenDialogProps): ReactNode {
  const { t } = useTranslation('administration');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('issued.title', { name: issued.name })}
      closeOnClickOutside={false}
    >
      <Stack>
        <Alert color="yellow">{t('issued.once')}</Alert>
        <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {issued.token}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={issued.token}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'issued.copied' : 'issued.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('issued.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
