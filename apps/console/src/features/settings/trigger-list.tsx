import { Box, Checkbox, Collapse, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormFieldRow } from './form-field-row.tsx';
import { shownFields } from './form-metadata.ts';
import type { FormEvent, SettingsForm } from './form-metadata.ts';
import { useEditing } from './editing.ts';

/** A switch for each event, with the fields that belong to it below. */
export function TriggerList({ form }: { readonly form: SettingsForm }): ReactNode {
  return (
    <Stack gap="md">
      {form.events.map((event) => (
        <Trigger key={event.name} event={event} form={form} />
      ))}
    </Stack>
  );
}

function Trigger({ event, form }: { readonly event: FormEvent; readonly form: SettingsForm }): ReactNode {
  const { draft, change, isLocked, problems } = useEditing();
  const isOn = draft.events[event.name] === true;
  const fields = shownFields(form, draft.values).filter((field) => field.event === event.name);
  return (
    <Box>
      <Checkbox
        label={event.title}
        description={event.description}
        checked={isOn}
        disabled={isLocked}
        error={problems[event.name]?.join(' ')}
        onChange={({ currentTarget: { checked } }) => {
          change({ ...draft, events: { ...draft.events, [event.name]: checked } });
        }}
      />
      {fields.length > 0 && (
        <Collapse expanded={isOn}>
          <Stack gap="sm" mt="xs" pl={32} maw={560}>
            {fields.map((field) => (
              <FormFieldRow key={field.name} field={field} />
            ))}
          </Stack>
        </Collapse>
      )}
    </Box>
  );
}
