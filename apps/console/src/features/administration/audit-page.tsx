import { Badge, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeView } from '../../ui/code-view.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { auditQuery } from './administration-api.ts';
import type { AuditEntry, AuditWish } from './administration-api.ts';

const WISHES = ['scope', 'name', 'actor'] as const;

/** Who changed what. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation('administration');
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const given = WISHES.filter((name) => search[name] !== undefined);
  const wish: AuditWish = Object.fromEntries(given.map((name) => [name, String(search[name])]));
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditQuery(wish));
  const entries = query.data?.pages.flatMap(({ entries: page }) => page);
  const ask = (name: (typeof WISHES)[number], value: string): void => {
    const { [name]: _before, ...others } = wish;
    void navigate({ to: '.', search: value === '' ? others : { ...others, [name]: value }, replace: true });
  };
  return (
    <Stack gap="md">
      <PageTitle title={t('audit.title')} summary={t('audit.summary')} />
      <Group gap="sm" role="search">
        {WISHES.map((name) => (
          <TextInput
            key={name}
            label={t(`audit.${name}`)}
            defaultValue={wish[name] ?? ''}
            onBlur={({ currentTarget: { value } }) => {
              ask(name, value.trim());
            }}
            onKeyDown={({ key, currentTarget: { value } }) => {
              if (key === 'Enter') ask(name, value.trim());
            }}
          />
        ))}
      </Group>
      {query.error !== null && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
      {entries === undefined && query.error === null && <Loading />}
      {entries?.length === 0 && <Text c="dimmed">{t('audit.none')}</Text>}
      {entries?.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { actor, action, scope, slug, at } = entry;
  const changes = Object.keys(entry.changes);
  return (
    <Card withBorder padding="md">
      <Stack gap="xs">
        <Group gap="xs">
          <Badge variant="default" tt="none">
            {action}
          </Badge>
          <Text size="sm" fw={600}>
            {actor.name}
          </Text>
          <Text size="sm">{[slug, scope].filter((text) => text !== null).join(' · ')}</Text>
          <Text size="xs" c="dimmed">
            <Time at={at} />
            {actor.address !== null && ` · ${actor.address}`}
          </Text>
        </Group>
        {changes.length > 0 && (
          <CodeView text={JSON.stringify(entry.changes, null, 2)} isJson fileName="changes.json" />
        )}
      </Stack>
    </Card>
  );
}
