import type { ReactNode } from 'react';
import { endangeredSecrets, withValue } from './draft.ts';
import { FieldInput } from './field-input.tsx';
import type { FormField } from './form-metadata.ts';
import { SecretInput } from './secret-input.tsx';
import { useEditing } from './editing.ts';

/** A field of the form, joined with what is typed and what is wrong with it. */
export function FormFieldRow({ field }: { readonly field: FormField }): ReactNode {
  const { base, draft, change, problems, isLocked, onTouched } = useEditing();
  const shared = { field, isLocked, problems: problems[field.name] };
  if (!field.secret) {
    return (
      <FieldInput
        {...shared}
        value={draft.values[field.name] ?? null}
        onChange={(value) => {
          onTouched(field.name);
          change(withValue(draft, field, value));
        }}
      />
    );
  }
  return (
    <SecretInput
      {...shared}
      value={draft.secrets[field.name] ?? ''}
      isStored={base.form.state.stored_secrets.includes(field.name)}
      isEndangered={!isLocked && endangeredSecrets(base, draft).has(field.name)}
      onChange={(value) => {
        onTouched(field.name);
        change(withValue(draft, field, value));
      }}
    />
  );
}
