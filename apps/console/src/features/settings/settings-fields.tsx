import { Card, Stack, Switch, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasOwn } from './draft.ts';
import { useEditing } from './editing.ts';
import { FormFieldRow } from './form-field-row.tsx';
import { fieldsBySection, shownFields } from './form-metadata.ts';
import type { SettingsForm } from './form-metadata.ts';
import { TriggerList } from './trigger-list.tsx';

/** All that can be filled in, by section. */
export function SettingsFields({ form }: { readonly form: SettingsForm }): ReactNode {
  const { t } = useTranslation('form');
  const { draft, base } = useEditing();
  const sections = fieldsBySection(shownFields(form, draft.values), form.events);
  return (
    <Stack gap="lg">
      {hasOwn(base) && !draft.inherits && <ActiveSwitch />}
      {[...sections].map(([section, fields]) => (
        <Section key={section} title={t(`section.${section}`)}>
          {fields.map((field) => (
            <FormFieldRow key={field.name} field={field} />
          ))}
        </Section>
      ))}
      {form.events.length > 0 && (
        <Section title={t('triggers.title')} summary={t('triggers.summary')}>
          <TriggerList form={form} />
        </Section>
      )}
    </Stack>
  );
}

interface SectionProps {
  readonly title: string;
  readonly summary?: string;
  readonly children: ReactNode;
}

function Section({ title, summary, children }: SectionProps): ReactNode {
  return (
    <Card withBorder padding="lg" component="section" aria-label={title}>
      <Title order={2} mb={summary === undefined ? 'md' : 4}>
        {title}
      </Title>
      {summary !== undefined && (
        <Text size="sm" c="dimmed" mb="md">
          {summary}
        </Text>
      )}
      <Stack gap="md" maw={640}>
        {children}
      </Stack>
    </Card>
  );
}

function ActiveSwitch(): ReactNode {
  const { t } = useTranslation('form');
  const { draft, change, isLocked, problems } = useEditing();
  return (
    <Card withBorder padding="md">
      <Switch
        size="md"
        label={t('active.label')}
        description={draft.active ? t('active.on') : t('active.off')}
        checked={draft.active}
        disabled={isLocked}
        error={problems['active']?.join(' ')}
        onChange={({ currentTarget: { checked } }) => {
          change({ ...draft, active: checked });
        }}
      />
    </Card>
  );
}
