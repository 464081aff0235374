import { Button, Group, Input, PasswordInput, Text, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from './field-input.tsx';
import type { FormField } from './form-metadata.ts';

interface SecretInputProps {
  readonly field: FormField;
  /** The new one, as far as it is typed. */
  readonly value: string;
  readonly problems: readonly string[] | undefined;
  readonly isLocked: boolean;
  readonly isStored: boolean;
  /** Whether saving would forget the stored one. */
  readonly isEndangered: boolean;
  readonly onChange: (value: string) => void;
}

/** A secret is never shown: either one is stored, or a new one is being entered. */
export function SecretInput(props: SecretInputProps): ReactNode {
  const { field, value, isLocked, isStored, isEndangered } = props;
  const [isEntering, setEntering] = useState(false);
  const isKept = isStored && !isEndangered && value === '' && !isEntering;
  if (isKept || isLocked) {
    return (
      <StoredSecret
        field={field}
        isStored={isStored}
        onReplace={
          isLocked
            ? undefined
            : () => {
                setEntering(true);
              }
        }
      />
    );
  }
  const keep = (): void => {
    setEntering(false);
    props.onChange('');
  };
  return <NewSecret {...props} onKeep={isStored && !isEndangered ? keep : undefined} />;
}

interface StoredSecretProps {
  readonly field: FormField;
  readonly isStored: boolean;
  readonly onReplace: (() => void) | undefined;
}

function StoredSecret({ field, isStored, onReplace }: StoredSecretProps): ReactNode {
  const { t } = useTranslation('form');
  return (
    <Input.Wrapper label={field.title} labelElement="div">
      <Group gap="xs" mih={36}>
        {isStored && <IconLock size={16} aria-hidden="true" />}
        <Text size="sm" c="dimmed">
          {isStored ? t('secret.stored') : t('secret.none')}
        </Text>
        {onReplace !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onReplace}
            aria-label={`${t('secret.enter')}: ${field.title}`}
          >
            {t('secret.enter')}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function NewSecret(props: SecretInputProps & { readonly onKeep: (() => void) | undefined }): ReactNode {
  const { field, value, problems, isStored, isEndangered, onChange, onKeep } = props;
  const { t } = useTranslation('form');
  const isReplacing = isStored && !isEndangered;
  const title = (isReplacing ? field.non_empty_password_title : undefined) ?? field.title;
  const help = (isReplacing ? field.non_empty_password_help : undefined) ?? field.help;
  const about = useAbout({ field: { ...field, title, ...(help !== undefined && { help }) }, problems });
  const shared = {
    ...about,
    error: about.error ?? (isEndangered ? t('secret.endangered') : undefined),
    value,
    autoComplete: 'new-password',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      onChange(event.currentTarget.value);
    },
  };
  return (
    <>
      {field.type === 'textarea' ? (
        <Textarea {...shared} autosize minRows={3} />
      ) : (
        <PasswordInput {...shared} />
      )}
      {onKeep !== undefined && (
        <Group mt={4}>
          <Button size="compact-xs" variant="subtle" onClick={onKeep}>
            {t('secret.keep')}
          </Button>
        </Group>
      )}
    </>
  );
}
