import { Badge, Button, Center, Group, Stack, Text } from '@mantine/core';
import { useDisclosure, useHover, useWindowScroll } from '@mantine/hooks';
import { IconArrowUp, IconInbox, IconPlayerPause, IconRepeat } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useScope } from '../../scopes/use-scope.ts';
import { canWrite } from '../../session/permissions.ts';
import { useSelf } from '../../session/use-self.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { deliveriesQuery } from './deliveries-api.ts';
import { DeliveriesList } from './deliveries-list.tsx';
import { filterOfSearch } from './delivery-filter.ts';
import type { DeliveryFilter } from './delivery-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { ResendBar } from './resend-bar.tsx';
import { useChoices } from './use-choices.ts';

/** Scrolled down further than this, one reads; rows that move would disturb. */
const READING_AT = 120;

/** Every request that was made for a scope, newest first, as they are made. */
export function DeliveriesPage(): ReactNode {
  const { t } = useTranslation('deliveries');
  const scope = useScope();
  const isWriter = canWrite(useSelf(), scope);
  const [filter, setFilter] = useFilter();
  const choices = useChoices(scope);
  const [chosen, choose, chooseNone] = useChosen();
  const [isReplaying, replaying] = useDisclosure(false);
  const { hovered: isPointing, ref: list } = useHover();
  const { query, isLive, goLive } = useLiveDeliveries(filter, chosen.size > 0 || isPointing);
  const attempts = useMemo(() => query.data?.pages.flatMap(({ deliveries }) => deliveries), [query.data]);
  return (
    <Stack gap="md">
      <PageTitle
        title={t('title')}
        summary={t(scope.level === 'instance' ? 'summary_instance' : 'summary')}
        actions={
          isWriter && (
            <Button variant="default" leftSection={<IconRepeat size={16} />} onClick={replaying.open}>
              {t('replay.action')}
            </Button>
          )
        }
      />
      <FilterBar filter={filter} {...choices} onChange={setFilter} />
      <Group gap="xs" mih={30}>
        <LiveState isLive={isLive && query.error === null} onGoLive={goLive} />
        {chosen.size > 0 && <ResendBar scope={scope} chosen={chosen} onDone={chooseNone} />}
      </Group>
      {query.error !== null && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
      {attempts === undefined && query.error === null && <Loading lines={8} />}
      {attempts?.length === 0 && !query.hasNextPage && <Empty isFiltered={Object.keys(filter).length > 0} />}
      {attempts !== undefined && (attempts.length > 0 || query.hasNextPage) && (
        <div ref={list}>
          <DeliveriesList
            scope={scope}
            attempts={attempts}
            chosen={chosen}
            onChoose={isWriter ? choose : undefined}
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </div>
      )}
      <ReplayDialog
        scope={scope}
        integrations={choices.own}
        preferred={filter.integration}
        isOpen={isReplaying}
        onClose={replaying.close}
      />
    </Stack>
  );
}

/** @param isHeld something is pointed at or chosen, and must not move away */
function useLiveDeliveries(filter: DeliveryFilter, isHeld: boolean) {
  const scope = useScope();
  const client = useQueryClient();
  const [scroll, scrollTo] = useWindowScroll();
  const isLive = scroll.y < READING_AT && !isHeld;
  const options = deliveriesQuery(scope, filter, isLive);
  const query = useInfiniteQuery(options);
  /** Back at the top only the newest page is followed; the others can be fetched again. */
  const goLive = (): void => {
    client.setQueryData(
      options.queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    scrollTo({ y: 0 });
  };
  return { query, isLive, goLive };
}

function LiveState({
  isLive,
  onGoLive,
}: {
  readonly isLive: boolean;
  readonly onGoLive: () => void;
}): ReactNode {
  const { t } = useTranslation('deliveries');
  if (isLive)
    return (
      <Badge variant="dot" color="green" tt="none" role="status">
        {t('live')}
      </Badge>
    );
  return (
    <Group gap="xs" pos="sticky" top={64}>
      <Badge
        variant="default"
        tt="none"
        role="status"
        leftSection={<IconPlayerPause size={12} aria-hidden />}
      >
        {t('paused')}
      </Badge>
      <Button size="compact-xs" variant="subtle" leftSection={<IconArrowUp size={14} />} onClick={onGoLive}>
        {t('newest')}
      </Button>
    </Group>
  );
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useTranslation('deliveries');
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" maw={420}>
        <IconInbox size={40} stroke={1.2} aria-hidden />
        <Text fw={600}>{isFiltered ? t('empty.filtered') : t('empty.title')}</Text>
        <Text size="sm" c="dimmed" ta="center">
          {isFiltered ? t('empty.filtered_advice') : t('empty.advice')}
        </Text>
      </Stack>
    </Center>
  );
}

/** The filter stands in the address, so that it can be shared. */
function useFilter(): [DeliveryFilter, (filter: DeliveryFilter) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (filter: DeliveryFilter): void => {
    void navigate({ to: '.', search: { ...filter }, replace: true });
  };
  return [filterOfSearch(search), change];
}

function useChosen(): [ReadonlySet<string>, (id: string, isChosen: boolean) => void, () => void] {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set<string>());
  const choose = useCallback((id: string, isChosen: boolean) => {
    setChosen((before) => {
      const others = [...before].filter((one) => one !== id);
      return new Set(isChosen ? [...others, id] : others);
    });
  }, []);
  const chooseNone = useCallback(() => {
    setChosen(new Set<string>());
  }, []);
  return [chosen, choose, chooseNone];
}
