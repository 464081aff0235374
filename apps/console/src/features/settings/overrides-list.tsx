import { Badge, Button, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { placeOf, scopeKey, scopeOfKey } from '../../scopes/scope.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import type { SettingsAddress } from './settings-api.ts';

/** Who has settings of their own in place of these. */
export function OverridesList({
  address: { scope, slug },
}: {
  readonly address: SettingsAddress;
}): ReactNode {
  const { t } = useTranslation('form');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['overrides', scopeKey(scope), slug],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      const params = { path: { place: placeOf(scope), slug }, query };
      return bodyOf(api.GET('/api/v4/{place}/integrations/{slug}/overrides', { params, signal }));
    },
    getNextPageParam: (page) => page.next_cursor,
  });
  if (error !== null) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const rows = data.pages.flatMap(({ overrides }) => overrides);
  if (rows.length === 0) return <Text c="dimmed">{t('overrides.none')}</Text>;
  return (
    <Stack>
      <Text size="sm">{t('overrides.summary')}</Text>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('overrides.scope')}</Table.Th>
              <Table.Th>{t('overrides.state')}</Table.Th>
              <Table.Th>{t('overrides.changed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={`${row.scope} ${row.slug}`}>
                <Table.Td>
                  <OverrideLink scope={row.scope} slug={row.slug} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="default">{t(row.active ? 'state.active' : 'state.off')}</Badge>
                </Table.Td>
                <Table.Td>
                  <Time at={row.updated_at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('overrides.more')}
        </Button>
      )}
    </Stack>
  );
}

function OverrideLink({ scope, slug }: { readonly scope: string; readonly slug: string }): ReactNode {
  const found = scopeOfKey(scope);
  if (found === undefined) return scope;
  return <PageLink {...scopeAddress(found, 'integrations/$slug', { slug })}>{scope}</PageLink>;
}
