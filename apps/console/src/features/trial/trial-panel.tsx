import { Alert, Button, Card, Group, JsonInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import type { FieldErrors } from '../../api/api-error.ts';
import type { components } from '../../api/openapi.gen.ts';
import type { Scope } from '../../scopes/scope.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { pastedEvent } from './pasted-event.ts';
import { PreviewResult } from './preview-result.tsx';
import { TestResult } from './test-result.tsx';
import { previewRequests, testSettings } from './trial-api.ts';
import type { Trial } from './trial-api.ts';

interface TrialPanelProps {
  readonly kind: 'test' | 'preview';
  readonly address: { readonly scope: Scope; readonly slug: string };
  readonly events: readonly components['schemas']['FormEvent'][];
  /** What is being filled in; the stored settings where it is absent. */
  readonly settings: Trial['settings'];
  /** Takes the problems that the settings have, to show them at their fields. */
  readonly onProblems: (problems: FieldErrors) => void;
}

/** Tries settings out with an event: for real, or only to see what would be sent. */
export function TrialPanel({ kind, address, events, settings, onProblems }: TrialPanelProps): ReactNode {
  const { t } = useTranslation('trial');
  const [event, setEvent] = useState<Trial['event'] | undefined>(events[0]?.triggers[0]);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (trial: Trial) =>
      kind === 'test' ? { report: await testSettings(trial) } : { preview: await previewRequests(trial) },
    onError: (failure) => {
      if (failure instanceof ApiError && Object.keys(failure.fields).length > 0) onProblems(failure.fields);
    },
  });
  return (
    <Stack gap="lg">
      <Card withBorder padding="lg">
        <Stack>
          <Text size="sm">{t(`${kind}.summary`)}</Text>
          {settings !== undefined && <Alert color="blue">{t('unsaved')}</Alert>}
          <EventChoice events={events} onChange={setEvent} />
          <Group>
            <Button
              loading={isPending}
              disabled={event === undefined}
              onClick={() => {
                if (event !== undefined) mutate({ ...address, event, settings });
              }}
            >
              {t(`${kind}.action`)}
            </Button>
          </Group>
        </Stack>
      </Card>
      <div aria-live="polite">
        {error !== null && <Trouble error={error} />}
        {data?.report !== undefined && <TestResult report={data.report} />}
        {data?.preview !== undefined && <PreviewResult preview={data.preview} />}
      </div>
    </Stack>
  );
}

interface EventChoiceProps {
  readonly events: TrialPanelProps['events'];
  /** Nothing while what is pasted is no event. */
  readonly onChange: (event: Trial['event'] | undefined) => void;
}

function EventChoice({ events, onChange }: EventChoiceProps): ReactNode {
  const { t } = useTranslation('trial');
  const samples = events.flatMap(({ title, triggers }) =>
    triggers.map((value, at) => ({
      value,
      label: at === 0 ? title : `${title}: ${value.replaceAll('_', ' ')}`,
    })),
  );
  const [isPasted, setPasted] = useState(false);
  const [sample, setSample] = useState(samples[0]?.value ?? null);
  const [text, setText] = useState('');
  const choose = (pasted: boolean): void => {
    setPasted(pasted);
    onChange(pasted ? pastedEvent(text) : (sample ?? undefined));
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        w="fit-content"
        aria-label={t('event.choice')}
        value={isPasted ? 'pasted' : 'sample'}
        data={[
          { value: 'sample', label: t('event.sample') },
          { value: 'pasted', label: t('event.paste') },
        ]}
        onChange={(value) => {
          choose(value === 'pasted');
        }}
      />
      {isPasted ? (
        <JsonInput
          label={t('event.json')}
          description={t('event.json_help')}
          value={text}
          validationError={t('event.no_json')}
          formatOnBlur
          autosize
          minRows={6}
          maxRows={20}
          onChange={(value) => {
            setText(value);
            onChange(pastedEvent(value));
          }}
        />
      ) : (
        <Select
          label={t('event.label')}
          data={samples}
          value={sample}
          searchable
          allowDeselect={false}
          maw={420}
          onChange={(value) => {
            setSample(value);
            onChange(value ?? undefined);
          }}
        />
      )}
    </Stack>
  );
}
