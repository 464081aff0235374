import { Card, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../app/logo.tsx';
import { TokenForm } from '../../session/token-form.tsx';
import { returnAddress } from './return-address.ts';

export function SignInPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${t('title')} · Patchbay`;
  }, [t]);
  return (
    <Center mih="100dvh" p="md" component="main">
      <Card withBorder padding="xl" w={420} maw="100%" shadow="sm">
        <Stack>
          <Group gap="sm">
            <Logo size={36} />
            <Title order={1}>{t('title')}</Title>
          </Group>
          <Text c="dimmed" size="sm">
            {t('summary')}
          </Text>
          <TokenForm onSignedIn={() => void navigate({ href: returnAddress(window.location.search) })} />
        </Stack>
      </Card>
    </Center>
  );
}
