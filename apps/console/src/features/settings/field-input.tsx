import { Checkbox, Code, NumberInput, Select, TagsInput, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HelpText } from '../../ui/help-text.tsx';
import type { FieldValue, FormField } from './form-metadata.ts';

export interface FieldInputProps {
  readonly field: FormField;
  readonly value: FieldValue;
  readonly problems: readonly string[] | undefined;
  readonly isLocked: boolean;
  readonly onChange: (value: FieldValue) => void;
}

/** The input for a field that is no secret, by its type. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { field, value, isLocked, onChange } = props;
  const about = useAbout(props);
  switch (field.type) {
    case 'checkbox':
      return <CheckboxInput {...props} />;
    case 'select':
      return <ChoiceInput {...props} />;
    case 'number':
      return (
        <NumberInput
          {...about}
          {...(field.min !== undefined && { min: field.min })}
          {...(field.max !== undefined && { max: field.max })}
          value={typeof value === 'number' ? value : ''}
          readOnly={isLocked}
          clampBehavior="none"
          maw={220}
          onChange={(next) => {
            onChange(next === '' ? null : Number(next));
          }}
        />
      );
    case 'string_list':
      return (
        <TagsInput
          {...about}
          value={listIn(value)}
          readOnly={isLocked}
          splitChars={[',', '\n']}
          onChange={onChange}
          clearable={!isLocked}
        />
      );
    default:
      return <WrittenInput {...props} />;
  }
}

function listIn(value: FieldValue): string[] {
  return typeof value === 'object' && value !== null ? [...value] : [];
}

function WrittenInput(props: FieldInputProps): ReactNode {
  const { field, value, isLocked, onChange } = props;
  const about = useAbout(props);
  const shared = {
    ...about,
    value: typeof value === 'string' ? value : '',
    readOnly: isLocked,
    ...(field.max_length !== undefined && { maxLength: field.max_length }),
    onChange: (event: { currentTarget: { value: string } }) => {
      onChange(event.currentTarget.value);
    },
  };
  if (field.type === 'textarea') return <Textarea {...shared} autosize minRows={3} maxRows={16} />;
  return (
    <TextInput {...shared} {...(field.type === 'url' && { inputMode: 'url' as const, spellCheck: false })} />
  );
}

function CheckboxInput({ field, value, problems, isLocked, onChange }: FieldInputProps): ReactNode {
  // Where the box has a label of its own, the title says what it is about.
  const label = field.checkbox_label ?? field.title;
  return (
    <Checkbox
      label={label}
      description={field.help === undefined ? undefined : <HelpText isInline>{field.help}</HelpText>}
      error={problems?.join(' ')}
      checked={value === true}
      disabled={isLocked}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
      }}
    />
  );
}

function ChoiceInput(props: FieldInputProps): ReactNode {
  const { field, value, isLocked, onChange } = props;
  const about = useAbout(props);
  const choices = field.choices ?? [];
  return (
    <Select
      {...about}
      data={choices.map((choice) => ({ label: choice.label, value: String(choice.value) }))}
      value={value === null ? null : String(value)}
      readOnly={isLocked}
      allowDeselect={!field.required}
      onChange={(next) => {
        onChange(choices.find((choice) => String(choice.value) === next)?.value ?? null);
      }}
    />
  );
}

/** Label, help, example and problems, as all inputs take them. */
export function useAbout({ field, problems }: Pick<FieldInputProps, 'field' | 'problems'>) {
  const { t } = useTranslation('form');
  const range =
    field.min !== undefined && field.max !== undefined
      ? t('range', { min: field.min, max: field.max })
      : undefined;
  const hasDescription = field.help !== undefined || range !== undefined || field.example !== undefined;
  return {
    label: field.title,
    withAsterisk: field.required,
    placeholder: field.placeholder,
    error: problems?.join(' '),
    description: hasDescription ? (
      <>
        {field.help !== undefined && <HelpText isInline>{field.help}</HelpText>} {range}{' '}
        <Example value={field.example} />
      </>
    ) : undefined,
    inputWrapperOrder: ['label', 'description', 'input', 'error'] as (
      'label' | 'description' | 'input' | 'error'
    )[],
  };
}

function Example({ value }: { readonly value: unknown }): ReactNode {
  const { t } = useTranslation('form');
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return (
    <>
      {t('example')} <Code>{String(value)}</Code>
    </>
  );
}
