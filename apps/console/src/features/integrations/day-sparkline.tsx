import '@mantine/charts/styles.css';
import { Sparkline } from '@mantine/charts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { successRatio } from './integration-rows.ts';
import type { Summary } from './integration-rows.ts';

const GOOD = 0.99;

/** Requests by the hour over the last day; red where more than one in a hundred failed. */
export function DaySparkline({ summary }: { readonly summary: Summary }): ReactNode {
  const { t } = useTranslation('integrations');
  const isGood = (successRatio(summary) ?? 1) >= GOOD;
  return (
    <div role="img" aria-label={t('active.chart')}>
      <Sparkline
        w={96}
        h={32}
        data={summary.hourly.map(({ delivered, failed }) => delivered + failed)}
        color={isGood ? 'green.7' : 'red.7'}
        curveType="monotone"
        strokeWidth={1.5}
        fillOpacity={0.25}
      />
    </div>
  );
}
