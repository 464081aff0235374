import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { disagreements, keyOf, merged } from './conflict.ts';
import type { Disagreement, Side } from './conflict.ts';
import type { Draft } from './draft.ts';
import type { FieldValue, LoadedSettings } from './form-metadata.ts';

interface ConflictDialogProps {
  readonly base: LoadedSettings;
  readonly mine: Draft;
  readonly theirs: LoadedSettings;
  readonly onClose: () => void;
  /** The draft that goes on from their settings. */
  readonly onResolved: (draft: Draft) => void;
}

/** Somebody else saved first: whose value holds where both changed the same. */
export function ConflictDialog({ base, mine, theirs, onClose, onResolved }: ConflictDialogProps): ReactNode {
  const { t } = useTranslation('form');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const versions = { base, mine, theirs };
  const disputed = disagreements(versions);
  return (
    <Modal opened onClose={onClose} title={t('conflict.title')} size="lg">
      <Stack>
        <Text size="sm">{disputed.length === 0 ? t('conflict.apart') : t('conflict.advice')}</Text>
        {disputed.map((one) => (
          <Dispute
            key={keyOf(one)}
            title={titleOf(theirs, one) ?? t(`conflict.${one.kind === 'inherits' ? 'inherits' : 'active'}`)}
            disagreement={one}
            side={chosen.get(keyOf(one)) ?? 'mine'}
            onChoose={(side) => {
              setChosen(new Map(chosen).set(keyOf(one), side));
            }}
          />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('conflict.back')}
          </Button>
          <Button
            onClick={() => {
              onResolved(merged(versions, chosen));
            }}
          >
            {t('conflict.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface DisputeProps {
  readonly title: string;
  readonly disagreement: Disagreement;
  readonly side: Side;
  readonly onChoose: (side: Side) => void;
}

function Dispute({ title, disagreement, side, onChoose }: DisputeProps): ReactNode {
  const { t } = useTranslation('form');
  const shown = useShown();
  const sides = ['mine', 'theirs'] as const;
  return (
    <Radio.Group
      label={title}
      value={side}
      onChange={(value) => {
        onChoose(value === 'theirs' ? 'theirs' : 'mine');
      }}
    >
      <Stack gap="xs" mt={4}>
        {sides.map((one) => (
          <Radio.Card key={one} value={one} p="sm">
            <Group wrap="nowrap" align="flex-start">
              <Radio.Indicator />
              <div>
                <Text size="xs" c="dimmed">
                  {t(`conflict.${one}`)}
                </Text>
                <Text size="sm">{shown(disagreement[one])}</Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}

function useShown(): (value: FieldValue) => string {
  const { t } = useTranslation('form');
  return (value) => {
    if (typeof value === 'boolean') return value ? t('conflict.on') : t('conflict.off');
    if (value === null || value === '') return t('conflict.empty');
    return Array.isArray(value) ? value.join(', ') : String(value);
  };
}

function titleOf({ form }: LoadedSettings, { kind, name }: Disagreement): string | undefined {
  if (kind === 'event') return form.events.find((event) => event.name === name)?.title;
  return form.fields.find((field) => kind === 'value' && field.name === name)?.title;
}
