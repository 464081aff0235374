import { Button, Card, Center, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconMoodHappy } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { placeOf, scopeKey } from '../../scopes/scope.ts';
import { useScope } from '../../scopes/use-scope.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { DeadLetterRow } from './dead-letter-row.tsx';
import { KINDS, deadLettersQuery } from './dead-letters-api.ts';
import type { DeadLetterWish, Kind } from './dead-letters-api.ts';
import { DiscardButton } from './discard-button.tsx';

/** What was given up: why, and what can be done about it. */
export function DeadLettersPage(): ReactNode {
  const { t } = useTranslation('dead-letters');
  const scope = useScope();
  const [wish, setWish] = useWish();
  const isOfAll = scope.level === 'instance';
  return (
    <Stack gap="md">
      <PageTitle
        title={t('title')}
        summary={t('summary')}
        actions={isOfAll && <DiscardButton kind={wish.kind} />}
      />
      <Group gap="sm" role="search">
        {isOfAll ? (
          <SegmentedControl
            aria-label={t('kind.label')}
            data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={wish.kind}
            onChange={(kind) => {
              setWish({ ...wish, kind });
            }}
          />
        ) : (
          <IntegrationChoice
            slug={wish.slug}
            onChange={(slug) => {
              setWish({ ...wish, slug });
            }}
          />
        )}
        <TextInput
          aria-label={t('reason')}
          placeholder={t('reason')}
          defaultValue={wish.reason}
          onBlur={({ currentTarget: { value } }) => {
            setWish({ ...wish, reason: value.trim() });
          }}
          onKeyDown={({ key, currentTarget: { value } }) => {
            if (key === 'Enter') setWish({ ...wish, reason: value.trim() });
          }}
        />
      </Group>
      {isOfAll || wish.slug !== undefined ? (
        <Letters wish={isOfAll ? { ...wish, slug: undefined } : wish} />
      ) : (
        <Text c="dimmed">{t('choose')}</Text>
      )}
    </Stack>
  );
}

function Letters({ wish }: { readonly wish: DeadLetterWish }): ReactNode {
  const { t } = useTranslation('dead-letters');
  const query = useInfiniteQuery(deadLettersQuery(useScope(), wish));
  if (query.error !== null) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading />;
  const letters = query.data.pages.flatMap(({ dead_letters: page }) => page);
  if (letters.length === 0 && !query.hasNextPage)
    return (
      <Center py="xl">
        <Stack align="center" gap="xs">
          <IconMoodHappy size={40} stroke={1.2} aria-hidden />
          <Text c="dimmed">{t('none')}</Text>
        </Stack>
      </Center>
    );
  return (
    <Stack gap="sm">
      {letters.map((letter) => (
        <Card key={`${letter.partition} ${letter.offset}`} withBorder padding="md">
          <DeadLetterRow letter={letter} />
        </Card>
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

interface IntegrationChoiceProps {
  readonly slug: string | undefined;
  readonly onChange: (slug: string | undefined) => void;
}

function IntegrationChoice({ slug, onChange }: IntegrationChoiceProps): ReactNode {
  const { t } = useTranslation('dead-letters');
  const scope = useScope();
  const { data = [] } = useQuery({
    queryKey: ['integrations', scopeKey(scope), 'own'],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v4/{place}/integrations', {
          params: { path: { place: placeOf(scope) }, query: { per_page: 100 } },
          signal,
        }),
      ),
  });
  return (
    <Select
      aria-label={t('integration')}
      placeholder={t('integration')}
      data={data.map(({ slug: value, title }) => ({ value, label: `${title} (${value})` }))}
      value={slug ?? null}
      searchable
      onChange={(value) => {
        onChange(value ?? undefined);
      }}
    />
  );
}

/** What is looked for stands in the address. */
function useWish(): [DeadLetterWish, (wish: DeadLetterWish) => void] {
  const search: { kind?: Kind; integration?: string; reason?: string | number } = useSearch({
    strict: false,
  });
  const navigate = useNavigate();
  const { kind = 'deliveries', integration: slug, reason = '' } = search;
  const change = (wish: DeadLetterWish): void => {
    const wanted = {
      ...(wish.kind !== 'deliveries' && { kind: wish.kind }),
      ...(wish.slug !== undefined && { integration: wish.slug }),
      ...(wish.reason !== '' && { reason: wish.reason }),
    };
    void navigate({ to: '.', search: wanted, replace: true });
  };
  return [{ kind: kind === 'events' ? kind : 'deliveries', slug, reason: `${reason}` }, change];
}
