import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title.tsx';

export function IntegrationsPage(): ReactNode {
  const { t } = useTranslation('integrations');
  return (
    <Stack>
      <PageTitle title={t('title')} summary={t('summary')} />
    </Stack>
  );
}
