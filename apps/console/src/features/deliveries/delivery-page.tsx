import { Alert, Button, Card, Code, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconClock, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { scopeOfKey } from '../../scopes/scope.ts';
import { useScope } from '../../scopes/use-scope.ts';
import { canWrite } from '../../session/permissions.ts';
import { useSelf } from '../../session/use-self.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { AttemptCard } from './attempt-card.tsx';
import { deliveryQuery, resendDelivery } from './deliveries-api.ts';
import type { Delivery } from './deliveries-api.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

/** Everything that was tried to bring one event to one integration. */
export function DeliveryPage(): ReactNode {
  const { t } = useTranslation('deliveries');
  const scope = useScope();
  const isWriter = canWrite(useSelf(), scope);
  const { delivery = '' }: { delivery?: string } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(deliveryQuery(scope, delivery));
  if (data === undefined)
    return error === null ? <Loading /> : <Trouble error={error} onRetry={() => void refetch()} />;
  const { next_retry_at: next } = data;
  return (
    <Stack gap="md">
      <PageTitle
        title={`${data.integration_name} · ${data.trigger}`}
        summary={<OutcomeBadge outcome={data.outcome} />}
        actions={isWriter && data.integration !== null && <Resend delivery={data} />}
      />
      {error !== null && <Trouble error={error} onRetry={() => void refetch()} />}
      {next !== null && (
        <Alert color="yellow" icon={<IconClock />}>
          {t('next_retry')} <Time at={next} />
        </Alert>
      )}
      <Facts delivery={data} />
      {data.attempts.toReversed().map((attempt) => (
        <AttemptCard key={attempt.id} attempt={attempt} />
      ))}
    </Stack>
  );
}

function Resend({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation('deliveries');
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => resendDelivery(delivery),
    onSuccess: () => {
      notifications.show({ message: t('resend.accepted'), color: 'green' });
      return client.invalidateQueries({ queryKey: ['delivery'] });
    },
  });
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        leftSection={<IconSend size={16} />}
        loading={resend.isPending}
        onClick={() => {
          resend.mutate();
        }}
      >
        {t('resend.action')}
      </Button>
      {resend.error !== null && <Trouble error={resend.error} />}
    </Stack>
  );
}

function Facts({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation('deliveries');
  const scope = useScope();
  const { integration } = delivery;
  const owner = scopeOfKey(integration?.scope ?? '');
  return (
    <Card withBorder>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Fact name={t('filter.integration')}>
          {integration === null || owner === undefined ? (
            <Text size="sm">{t('deleted')}</Text>
          ) : (
            <PageLink size="sm" {...scopeAddress(owner, 'integrations/$slug', { slug: integration.slug })}>
              {integration.slug} · {integration.scope}
            </PageLink>
          )}
        </Fact>
        <Fact name={t('filter.project_id')}>
          <Text size="sm">{delivery.project_key}</Text>
        </Fact>
        <Fact name={t('filter.event_id')}>
          <PageLink
            size="sm"
            {...scopeAddress(scope, 'deliveries')}
            search={{ event_id: delivery.event_id }}
            style={{ overflowWrap: 'anywhere' }}
          >
            {delivery.event_id}
          </PageLink>
        </Fact>
        <Fact name={t('filter.delivery_id')}>
          <Code>{delivery.id}</Code>
        </Fact>
      </SimpleGrid>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <Stack gap={2} miw={0}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      {children}
    </Stack>
  );
}
