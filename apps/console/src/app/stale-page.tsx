import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In place of a page whose files went with an upgrade while the tab was open. */
export function StalePage(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Alert role="alert" color="blue" icon={<IconRefresh />} title={t('stale.title')}>
      <Stack gap="xs">
        <Text size="sm">{t('stale.advice')}</Text>
        <Group>
          <Button
            size="xs"
            onClick={() => {
              location.reload();
            }}
          >
            {t('stale.reload')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
