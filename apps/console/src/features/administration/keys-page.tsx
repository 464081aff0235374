import { Alert, Badge, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { keysQuery, publicationQuery, rotateKeys } from './administration-api.ts';
import type { Keys } from './administration-api.ts';

/** What secrets are sealed with, how far a change of it is, and whether all settings are published. */
export function KeysPage(): ReactNode {
  const { t } = useTranslation('administration');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(keysQuery);
  const rotate = useMutation({
    mutationFn: rotateKeys,
    onSuccess: (keys) => {
      client.setQueryData(keysQuery.queryKey, keys);
    },
  });
  const isRunning = data?.rotation?.running === true;
  return (
    <Stack gap="md">
      <PageTitle
        title={t('keys.title')}
        summary={t('keys.summary')}
        actions={
          <Button
            leftSection={<IconRotate size={16} />}
            loading={rotate.isPending}
            disabled={data === undefined || data.primary_key === null || isRunning}
            onClick={() => {
              rotate.mutate();
            }}
          >
            {t('keys.rotate')}
          </Button>
        }
      />
      {rotate.error !== null && <Trouble error={rotate.error} />}
      {error !== null && <Trouble error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Loading /> : <KeyRing keys={data} />}
      <Published />
    </Stack>
  );
}

function KeyRing({ keys }: { readonly keys: Keys }): ReactNode {
  const { t } = useTranslation('administration');
  const { rotation } = keys;
  return (
    <>
      {keys.keys.map((key) => (
        <Card key={key.id} withBorder padding="md">
          <Group justify="space-between">
            <Group gap="xs">
              <Text ff="monospace">{key.id}</Text>
              {key.primary && <Badge variant="default">{t('keys.primary')}</Badge>}
              {key.unused && (
                <Badge variant="default" tt="none">
                  {t('keys.unused')}
                </Badge>
              )}
              {!key.known && <Badge color="red.9">{t('keys.unknown')}</Badge>}
            </Group>
            <Text size="sm">{t('keys.settings', { count: key.settings })}</Text>
          </Group>
        </Card>
      ))}
      {rotation !== null && (
        <Card withBorder component="section" aria-labelledby="rotation">
          <Stack gap="sm">
            <Title order={2} id="rotation">
              {t(rotation.running ? 'keys.running' : 'keys.finished')}
            </Title>
            <Progress
              value={rotation.total === 0 ? 100 : (100 * rotation.done) / rotation.total}
              aria-label={t('keys.progress')}
            />
            <Text size="sm">
              {t('keys.figures', { done: rotation.done, total: rotation.total, failed: rotation.failed })} ·{' '}
              {rotation.started_by} · <Time at={rotation.started_at} />
            </Text>
          </Stack>
        </Card>
      )}
    </>
  );
}

function Published(): ReactNode {
  const { t } = useTranslation('administration');
  const { data, error } = useQuery(publicationQuery);
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return undefined;
  return (
    <Alert color={data.unpublished === 0 ? 'green' : 'yellow'}>
      {data.unpublished === 0
        ? t('keys.published', { total: data.total })
        : t('keys.unpublished', { count: data.unpublished, total: data.total })}
    </Alert>
  );
}
