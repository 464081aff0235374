import '@mantine/charts/styles.css';
import { AreaChart, BarChart } from '@mantine/charts';
import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { drawnOf } from './kept-overviews.ts';
import type { Overview } from './overview-api.ts';

const HEIGHT = 200;

/** Rates since the page was opened, and what waits for its next attempt now. */
export function OverviewCharts({ overviews }: { readonly overviews: readonly Overview[] }): ReactNode {
  const { t, i18n } = useTranslation('overview');
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
  const rates = drawnOf(overviews).map((overview) => ({
    at: time.format(new Date(overview.at)),
    events: overview.events_per_second,
    deliveries: overview.deliveries_per_second,
  }));
  const tiers = (overviews.at(-1)?.retries_waiting ?? []).map(({ tier, records }) => ({ tier, records }));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Card withBorder component="section" aria-labelledby="rates">
        <Title order={2} id="rates">
          {t('chart.rates')}
        </Title>
        <Text size="xs" c="dimmed" mb="sm">
          {t('chart.rates_summary')}
        </Text>
        <AreaChart
          h={HEIGHT}
          data={rates}
          dataKey="at"
          withLegend
          withDots={false}
          fillOpacity={0.15}
          areaChartProps={{ accessibilityLayer: false }}
          series={[
            { name: 'events', label: t('figure.events'), color: 'patch.5' },
            { name: 'deliveries', label: t('figure.deliveries'), color: 'green.6' },
          ]}
        />
      </Card>
      <Card withBorder component="section" aria-labelledby="tiers">
        <Title order={2} id="tiers">
          {t('chart.tiers')}
        </Title>
        <Text size="xs" c="dimmed" mb="sm">
          {t('chart.tiers_summary')}
        </Text>
        <BarChart
          h={HEIGHT}
          data={tiers}
          dataKey="tier"
          withBarValueLabel
          series={[{ name: 'records', label: t('figure.retries'), color: 'yellow.6' }]}
        />
      </Card>
    </SimpleGrid>
  );
}
