import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { INSTANCE } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { tailQuery } from './overview-api.ts';

/** The last events that led to a request, and what came of it. */
export function TailCard(): ReactNode {
  const { t } = useTranslation('overview');
  const { data, error } = useQuery(tailQuery);
  const last = data?.deliveries ?? [];
  return (
    <Card withBorder component="section" aria-labelledby="tail">
      <Stack gap="xs">
        <Title order={2} id="tail">
          {t('tail.title')}
        </Title>
        {error !== null && <Trouble error={error} />}
        {last.length === 0 && error === null && (
          <Text size="sm" c="dimmed">
            {t('tail.none')}
          </Text>
        )}
        {last.map(({ id, delivery_id: delivery, trigger, integration_name: name, ...attempt }) => (
          <Group key={id} justify="space-between" gap="xs" wrap="nowrap">
            <PageLink size="sm" truncate {...scopeAddress(INSTANCE, 'deliveries/$delivery', { delivery })}>
              {trigger} → {name}
            </PageLink>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {t(`outcome.${attempt.outcome}`)} {attempt.response?.status} · <Time at={attempt.at} />
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
