import { Card, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from './overview-api.ts';

/** How much is going on now. */
export function Figures({ overview }: { readonly overview: Overview }): ReactNode {
  const { t, i18n } = useTranslation('overview');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const retries = overview.retries_waiting.reduce((sum, { records }) => sum + records, 0);
  const figures = [
    ['events', overview.events_per_second],
    ['deliveries', overview.deliveries_per_second],
    ['lag_events', overview.lag.events],
    ['lag_deliveries', overview.lag.deliveries],
    ['retries', retries],
    ['dead', overview.dead_letters],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      {figures.map(([name, value]) => (
        <Card key={name} withBorder padding="md">
          <Text size="xs" c="dimmed">
            {t(`figure.${name}`)}
          </Text>
          <Text fz={26} fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value === null ? '–' : number.format(value)}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}
