import { Anchor, Card, Center, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../ui/logo.tsx';
import { TokenForm } from '../../session/token-form.tsx';
import { LANGUAGES, LANGUAGE_NAMES } from '../../texts/language.ts';
import { switchLanguage } from '../../texts/texts.ts';
import { Loading } from '../../ui/loading.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { ProviderButton } from './provider-button.tsx';
import { useArrival } from './use-arrival.ts';

export function SignInPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const { isArriving, error, goOn } = useArrival();
  useEffect(() => {
    document.title = `${t('title')} · Patchbay`;
  }, [t]);
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack maw={420} w="100%">
        <Card withBorder padding="xl" shadow="sm">
          <Stack>
            <Group gap="sm">
              <Logo size={36} />
              <Title order={1}>Patchbay</Title>
            </Group>
            <Text c="dimmed" size="sm">
              {t('summary')}
            </Text>
            {error !== null && <Trouble error={error} />}
            {isArriving ? <Loading lines={2} /> : <Ways onSignedIn={goOn} />}
          </Stack>
        </Card>
        <Languages />
      </Stack>
    </Center>
  );
}

function Ways({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <>
      <ProviderButton before={<Divider label={t('or')} />} />
      <TokenForm onSignedIn={onSignedIn} />
    </>
  );
}

function Languages(): ReactNode {
  return (
    <Group justify="center" gap="lg">
      {LANGUAGES.map((language) => (
        <Anchor
          key={language}
          component="button"
          size="sm"
          lang={language}
          onClick={() => void switchLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </Anchor>
      ))}
    </Group>
  );
}
