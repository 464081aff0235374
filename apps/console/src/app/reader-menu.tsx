import { ActionIcon, Menu, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetToken } from '../session/token.ts';
import { useSelf } from '../session/use-self.ts';
import { LANGUAGES, LANGUAGE_NAMES, currentLanguage } from '../texts/language.ts';
import { switchLanguage } from '../texts/texts.ts';

const SCHEMES = ['light', 'dark', 'auto'] as const;

/** Who is signed in, and what they like: language and colours. */
export function ReaderMenu(): ReactNode {
  const { t } = useTranslation('shell');
  const { name, role, scope } = useSelf();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('reader.menu')}>
          <IconUserCircle />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={2} px="sm" py="xs">
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {role} · {scope}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Label>{t('reader.language')}</Menu.Label>
        <SegmentedControl
          fullWidth
          aria-label={t('reader.language')}
          value={currentLanguage()}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(value) => void switchLanguage(value)}
        />
        <Menu.Label>{t('reader.colours')}</Menu.Label>
        <SegmentedControl
          fullWidth
          aria-label={t('reader.colours')}
          value={colorScheme}
          data={SCHEMES.map((value) => ({ value, label: t(`reader.scheme.${value}`) }))}
          onChange={setColorScheme}
        />
        <Menu.Divider mt="sm" />
        <SignOut />
      </Menu.Dropdown>
    </Menu>
  );
}

function SignOut(): ReactNode {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async (): Promise<void> => {
    await navigate({ to: '/sign-in' });
    forgetToken();
    queries.clear();
  };
  return (
    <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
      {t('reader.sign_out')}
    </Menu.Item>
  );
}
