import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { breakersQuery } from './overview-api.ts';

/** Receivers that are left alone for a while. */
export function BreakersCard(): ReactNode {
  const { t } = useTranslation('overview');
  const { data = [], error } = useQuery(breakersQuery);
  return (
    <Card withBorder component="section" aria-labelledby="breakers">
      <Stack gap="sm">
        <Title order={2} id="breakers">
          {t('breakers.title', { count: data.length })}
        </Title>
        {error !== null && <Trouble error={error} />}
        {data.length === 0 && error === null && (
          <Text size="sm" c="dimmed">
            {t('breakers.none')}
          </Text>
        )}
        {data.map(({ origin, worker_id: worker, state, failures, at }) => (
          <Group key={`${origin} ${worker}`} justify="space-between" gap="xs">
            <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {origin}
            </Text>
            <Group gap="xs">
              <Badge variant="outline" color="red" c="inherit" tt="none">
                {t(`breakers.${state}`)}
              </Badge>
              <Text size="xs" c="dimmed">
                {failures !== null && `${t('breakers.failures', { count: failures })} · `}
                <Time at={at} />
              </Text>
            </Group>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
