import { Badge, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/loading.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { accountingQuery } from './overview-api.ts';
import type { Accounting } from './overview-api.ts';

const PARTS = [
  ['delivered', 'green.7'],
  ['ignored', 'gray.6'],
  ['pending', 'yellow.6'],
  ['dead', 'red.7'],
] as const;

/** What became of everything that was accepted, and whether the sum comes out. */
export function BalanceCard(): ReactNode {
  const { t } = useTranslation('overview');
  const { data, error } = useQuery(accountingQuery);
  return (
    <Card withBorder component="section" aria-labelledby="balance">
      <Stack gap="sm">
        <Title order={2} id="balance">
          {t('balance.title')}
        </Title>
        {error !== null && <Trouble error={error} />}
        {data === undefined ? error === null && <Loading lines={2} /> : <Sums accounting={data} />}
      </Stack>
    </Card>
  );
}

function Sums({ accounting }: { readonly accounting: Accounting }): ReactNode {
  const { t, i18n } = useTranslation('overview');
  const number = new Intl.NumberFormat(i18n.language);
  const isEven = accounting.balance === 0;
  return (
    <>
      <Group gap="xs">
        <Badge variant="outline" color={isEven ? 'green' : 'red'} c="inherit" tt="none">
          {isEven ? t('balance.even') : t('balance.off', { count: accounting.balance })}
        </Badge>
        <Text size="sm">{t('balance.accepted', { number: number.format(accounting.accepted) })}</Text>
      </Group>
      <Progress.Root size="lg" aria-hidden>
        {PARTS.map(([name, color]) => (
          <Progress.Section
            key={name}
            color={color}
            value={accounting.accepted === 0 ? 0 : (100 * accounting[name]) / accounting.accepted}
          />
        ))}
      </Progress.Root>
      <Group gap="md">
        {PARTS.map(([name]) => (
          <Text key={name} size="sm">
            {t(`balance.${name}`)} <strong>{number.format(accounting[name])}</strong>
          </Text>
        ))}
      </Group>
    </>
  );
}
