import { ActionIcon, Button, Group, Modal, NavLink, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import {
  IconArrowUp,
  IconChevronRight,
  IconFolder,
  IconGitBranch,
  IconSearch,
  IconWorld,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { INSTANCE, outerGroups, scopeKey } from '../../scopes/scope.ts';
import { useSelf } from '../../session/use-self.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageNavLink } from '../../ui/router-link.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { scopesQuery } from './scope-search-api.ts';
import type { FoundScope } from './scope-search-api.ts';

const TYPING_MS = 250;

/** Finds a group or a project, by name, by number, or by going down the tree. */
export function ScopePicker(): ReactNode {
  const { t } = useTranslation('scopes');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconSearch size={16} />}
        onClick={open}
        visibleFrom="xs"
      >
        {t('find')}
      </Button>
      <ActionIcon variant="default" size="lg" aria-label={t('find')} onClick={open} hiddenFrom="xs">
        <IconSearch size={18} />
      </ActionIcon>
      <Modal opened={isOpen} onClose={close} title={t('find')} size="lg">
        <Picker onChoose={close} />
      </Modal>
    </>
  );
}

function Picker({ onChoose }: { readonly onChoose: () => void }): ReactNode {
  const { t } = useTranslation('scopes');
  const { scope: reach } = useSelf();
  const [typed, setTyped] = useState('');
  const [group, setGroup] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data, error, refetch } = useQuery(scopesQuery(text, group));
  const isEmpty = data !== undefined && data.groups.length + data.projects.length === 0;
  return (
    <Stack>
      <TextInput
        data-autofocus
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
        }}
      />
      {text === '' && group !== '' && <Upwards group={group} onChange={setGroup} />}
      <ScrollArea.Autosize mah={420}>
        {error !== null && <Trouble error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading lines={3} />}
        {text === '' && group === '' && reach === 'instance' && (
          <PageNavLink
            {...scopeAddress(INSTANCE, 'integrations')}
            label={t('instance')}
            leftSection={<IconWorld size={18} />}
            onClick={onChoose}
          />
        )}
        {data?.groups.map((found) => (
          <GroupRow
            key={scopeKey(found.scope)}
            found={found}
            onChoose={onChoose}
            onOpen={() => {
              setTyped('');
              setGroup(found.path);
            }}
          />
        ))}
        {data?.projects.map((found) => (
          <FoundLink key={scopeKey(found.scope)} found={found} icon={IconGitBranch} onChoose={onChoose} />
        ))}
        {isEmpty && <Text c="dimmed">{t('none')}</Text>}
      </ScrollArea.Autosize>
    </Stack>
  );
}

interface UpwardsProps {
  readonly group: string;
  readonly onChange: (group: string) => void;
}

function Upwards({ group, onChange }: UpwardsProps): ReactNode {
  const { t } = useTranslation('scopes');
  return (
    <NavLink
      component="button"
      label={group}
      description={t('up')}
      leftSection={<IconArrowUp size={18} />}
      onClick={() => {
        onChange(outerGroups(group).at(-1) ?? '');
      }}
    />
  );
}

interface FoundLinkProps {
  readonly found: FoundScope;
  readonly icon: typeof IconFolder;
  readonly onChoose: () => void;
}

function FoundLink({ found: { scope, name, path }, icon: Icon, onChoose }: FoundLinkProps): ReactNode {
  return (
    <PageNavLink
      {...scopeAddress(scope, 'integrations')}
      label={name}
      description={scope.level === 'project' ? `${path} · ${scope.id}` : path}
      leftSection={<Icon size={18} />}
      onClick={onChoose}
    />
  );
}

interface GroupRowProps {
  readonly found: FoundScope;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

function GroupRow({ found, onChoose, onOpen }: GroupRowProps): ReactNode {
  const { t } = useTranslation('scopes');
  return (
    <Group gap={0} wrap="nowrap">
      <FoundLink found={found} icon={IconFolder} onChoose={onChoose} />
      <ActionIcon variant="subtle" size="lg" aria-label={t('open', { group: found.path })} onClick={onOpen}>
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}
