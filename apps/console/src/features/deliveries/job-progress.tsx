import { Badge, Button, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../scopes/scope.ts';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { cancelJob, hasEnded, jobsQuery } from './deliveries-api.ts';
import type { Job } from './deliveries-api.ts';

/** How far a replay is. */
export function JobProgress({ scope, job }: { readonly scope: Scope; readonly job: Job }): ReactNode {
  const { t } = useTranslation('deliveries');
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(scope, job),
    onSettled: () => client.invalidateQueries({ queryKey: jobsQuery(scope, job.slug).queryKey }),
  });
  const share = (count: number): number => (job.sent === 0 ? 0 : (100 * count) / job.sent);
  return (
    <Card withBorder padding="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Badge variant="default" tt="none">
              {t(`job.${job.state}`)}
            </Badge>
            <Text size="sm">
              <Time at={job.created_at} />
            </Text>
          </Group>
          {!hasEnded(job) && (
            <Button
              size="compact-xs"
              variant="default"
              loading={cancel.isPending}
              onClick={() => {
                cancel.mutate();
              }}
            >
              {t('job.cancel')}
            </Button>
          )}
        </Group>
        <Progress.Root aria-label={t('job.progress')}>
          <Progress.Section
            value={share(job.delivered + job.ignored)}
            color="green"
            aria-label={t('job.arrived')}
          />
          <Progress.Section value={share(job.failed)} color="red" aria-label={t('job.failures')} />
        </Progress.Root>
        <Text size="xs" c="dimmed">
          {t('job.figures', { ...job })}
          {job.skipped + job.gone > 0 && ` · ${t('job.left_out', { skipped: job.skipped, gone: job.gone })}`}
          {job.reason !== null && ` · ${job.reason}`}
        </Text>
        {cancel.error !== null && <Trouble error={cancel.error} />}
      </Stack>
    </Card>
  );
}
