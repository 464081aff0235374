import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { INSTANCE, scopeOfKey } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { resetHealth, troubledQuery } from './overview-api.ts';
import type { ListedHealth } from './overview-api.ts';

/** Integrations that failed so often that nothing is sent for them now. */
export function TroubledCard(): ReactNode {
  const { t } = useTranslation('overview');
  const { data = [], error } = useQuery(troubledQuery);
  return (
    <Card withBorder component="section" aria-labelledby="troubled">
      <Stack gap="sm">
        <Title order={2} id="troubled">
          {t('troubled.title', { count: data.length })}
        </Title>
        {error !== null && <Trouble error={error} />}
        {data.length === 0 && error === null && (
          <Text size="sm" c="dimmed">
            {t('troubled.none')}
          </Text>
        )}
        {data.map((health) => (
          <Troubled key={health.integration_id} health={health} />
        ))}
      </Stack>
    </Card>
  );
}

function Troubled({ health }: { readonly health: ListedHealth }): ReactNode {
  const { t } = useTranslation('overview');
  const client = useQueryClient();
  const reset = useMutation({
    mutationFn: () => resetHealth(health),
    onSettled: () => client.invalidateQueries({ queryKey: troubledQuery.queryKey }),
  });
  const { slug, scope, state, last_failure: failure } = health;
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Stack gap={0} miw={0} flex="1 1 200px">
          <PageLink
            size="sm"
            {...scopeAddress(scopeOfKey(scope) ?? INSTANCE, 'integrations/$slug', { slug })}
          >
            {slug} · {scope}
          </PageLink>
          {failure !== null && (
            <Text size="xs" c="dimmed">
              {failure.reason} · <Time at={failure.at} />
            </Text>
          )}
        </Stack>
        <Group gap="xs">
          <Badge variant="outline" color={state === 'off' ? 'red' : 'orange'} c="inherit" tt="none">
            {t(`troubled.${state}`)}
          </Badge>
          <Button
            size="compact-xs"
            variant="default"
            loading={reset.isPending}
            onClick={() => {
              reset.mutate();
            }}
          >
            {t('troubled.reset')}
          </Button>
        </Group>
      </Group>
      {reset.error !== null && <Trouble error={reset.error} />}
    </Stack>
  );
}
