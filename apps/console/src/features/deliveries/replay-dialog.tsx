import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../scopes/scope.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { jobsQuery, startReplay } from './deliveries-api.ts';
import type { ReplayWish } from './deliveries-api.ts';
import type { Choice } from './filter-bar.tsx';
import { JobProgress } from './job-progress.tsx';

interface ReplayDialogProps {
  readonly scope: Scope;
  readonly integrations: readonly Choice[];
  readonly preferred: string | undefined;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const WHICH = ['failed', 'dead', 'all'] as const;
const SHOWN_JOBS = 3;
const HOUR_MS = 3_600_000;

/** Sends again what an integration was not told of in a time, and shows how far that is. */
export function ReplayDialog({ isOpen, onClose, ...wish }: ReplayDialogProps): ReactNode {
  const { t } = useTranslation('deliveries');
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('replay.title')} size="lg">
      <ReplayForm {...wish} />
    </Modal>
  );
}

function ReplayForm({
  scope,
  integrations,
  preferred,
}: Omit<ReplayDialogProps, 'isOpen' | 'onClose'>): ReactNode {
  const { t } = useTranslation('deliveries');
  const client = useQueryClient();
  const isOwn = integrations.some(({ value }) => value === preferred);
  const [slug, setSlug] = useState(isOwn ? (preferred ?? null) : (integrations[0]?.value ?? null));
  const [since, setSince] = useState(() => localTime(new Date(Date.now() - HOUR_MS)));
  const [outcome, setOutcome] = useState<ReplayWish['outcome']>('failed');
  const start = useMutation({
    mutationFn: (wish: ReplayWish) => startReplay(scope, wish),
    onSuccess: (_job, wish) => client.invalidateQueries({ queryKey: jobsQuery(scope, wish.slug).queryKey }),
  });
  if (integrations.length === 0) return <Text c="dimmed">{t('replay.nothing')}</Text>;
  const begin = (): void => {
    if (slug !== null) start.mutate({ slug, outcome, since: new Date(since).toISOString() });
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('replay.summary')}
      </Text>
      <Select
        label={t('filter.integration')}
        data={[...integrations]}
        value={slug}
        allowDeselect={false}
        searchable
        onChange={setSlug}
      />
      <Group grow align="flex-end">
        <TextInput
          type="datetime-local"
          label={t('replay.since')}
          value={since}
          onChange={({ currentTarget: { value } }) => {
            setSince(value);
          }}
        />
        <SegmentedControl
          aria-label={t('replay.which')}
          data={WHICH.map((value) => ({ value, label: t(`replay.${value}`) }))}
          value={outcome}
          onChange={setOutcome}
        />
      </Group>
      {start.error !== null && <Trouble error={start.error} />}
      <Group justify="flex-end">
        <Button disabled={slug === null || since === ''} loading={start.isPending} onClick={begin}>
          {t('replay.start')}
        </Button>
      </Group>
      {slug !== null && <Jobs scope={scope} slug={slug} />}
    </Stack>
  );
}

function Jobs({ scope, slug }: { readonly scope: Scope; readonly slug: string }): ReactNode {
  const { data = [], error } = useQuery(jobsQuery(scope, slug));
  if (error !== null) return <Trouble error={error} />;
  return data.slice(0, SHOWN_JOBS).map((job) => <JobProgress key={job.id} scope={scope} job={job} />);
}

function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
