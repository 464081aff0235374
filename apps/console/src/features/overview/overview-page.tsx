import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { BalanceCard } from './balance-card.tsx';
import { BreakersCard } from './breakers-card.tsx';
import { Figures } from './figures.tsx';
import { OverviewCharts } from './overview-charts.tsx';
import { TailCard } from './tail-card.tsx';
import { TroubledCard } from './troubled-card.tsx';
import { useOverview } from './use-overview.ts';

/** Whether all is well with the installation, as it goes on. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation('overview');
  const { overviews, trouble } = useOverview();
  const now = overviews.at(-1);
  return (
    <Stack gap="md">
      <PageTitle title={t('title')} summary={t('summary')} />
      {trouble !== null && <Trouble error={trouble} />}
      {now === undefined ? (
        trouble === null && <Loading lines={3} />
      ) : (
        <>
          <Figures overview={now} />
          <OverviewCharts overviews={overviews} />
        </>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <BalanceCard />
        <TroubledCard />
        <BreakersCard />
        <TailCard />
      </SimpleGrid>
    </Stack>
  );
}
