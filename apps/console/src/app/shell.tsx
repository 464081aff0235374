import { AppShell, Burger, Group, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScopePicker } from '../features/scopes/scope-picker.tsx';
import { ScopeTrail } from '../features/scopes/scope-trail.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageLink } from '../ui/router-link.tsx';
import { Logo } from '../ui/logo.tsx';
import { NavigationList } from './navigation-list.tsx';
import { ReaderMenu } from './reader-menu.tsx';

/** What is around every page: where one is, where one can go, who one is. */
export function Shell(): ReactNode {
  const { t } = useTranslation('shell');
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="pb-skip" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu')}
              aria-expanded={isOpen}
            />
            <PageLink to="/" underline="never" c="inherit">
              <Group gap="xs" wrap="nowrap">
                <Logo />
                <Text fw={700}>Patchbay</Text>
              </Group>
            </PageLink>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <ScopePicker />
            <ReaderMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('menu')}>
        <ScrollArea type="auto">
          <NavigationList onChoose={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <ScopeTrail />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
