import { Container, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../ui/page-title.tsx';
import { PageLink } from '../ui/router-link.tsx';

export function UnknownPage(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Container py="xl">
      <Stack>
        <PageTitle title={t('unknown.title')} />
        <Text>{t('unknown.advice')}</Text>
        <PageLink to="/">{t('unknown.home')}</PageLink>
      </Stack>
    </Container>
  );
}
