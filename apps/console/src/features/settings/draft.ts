import { shownFields, valueIn } from './form-metadata.ts';
import type { FieldValue, FieldValues, FormField, LoadedSettings } from './form-metadata.ts';

/** Settings as somebody is filling them in. */
export interface Draft {
  /** Whether the settings of an outer scope are to hold. */
  readonly inherits: boolean;
  readonly active: boolean;
  /** All but secrets. */
  readonly values: FieldValues;
  /** New ones only; what is stored stays unless one is named here. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, boolean>>;
}

/** The draft that changes nothing. */
export function untouched({ form, etag }: LoadedSettings): Draft {
  const { state, fields } = form;
  const open = fields.filter(({ secret }) => !secret);
  return {
    inherits: state.inherited,
    // What has never been set up is turned on by saving it.
    active: etag === null || state.active,
    values: Object.fromEntries(open.map((field) => [field.name, valueIn(state.properties, field)])),
    secrets: {},
    events: state.events,
  };
}

/** Whether the scope has settings of its own that a change can be put on top of. */
export function hasOwn({ form, etag }: LoadedSettings): boolean {
  return etag !== null && !form.state.inherited;
}

export function isChanged(loaded: LoadedSettings, draft: Draft): boolean {
  const before = untouched(loaded);
  if (draft.inherits !== before.inherits) return true;
  if (draft.inherits) return false;
  return draft.active !== before.active || Object.keys(changedParameters(loaded, draft)).length > 0;
}

type Parameters = Readonly<Record<string, FieldValue>>;

/** What to send: the changes of a scope's own settings, or all where it has none yet. */
export function parametersOf(loaded: LoadedSettings, draft: Draft): Parameters {
  if (hasOwn(loaded)) return changedParameters(loaded, draft);
  const values = shownFields(loaded.form, draft.values)
    .map(({ name }) => [name, draft.values[name]] as const)
    .filter((entry): entry is [string, FieldValue] => !isEmpty(entry[1]));
  return { ...Object.fromEntries(values), ...shownSecrets(loaded, draft), ...draft.events };
}

function changedParameters(loaded: LoadedSettings, draft: Draft): Parameters {
  const before = untouched(loaded);
  const values = shownFields(loaded.form, draft.values)
    .filter(({ secret, name }) => !secret && !isSame(draft.values[name], before.values[name]))
    .map(({ name }) => [name, cleared(draft.values[name])]);
  const events = Object.entries(draft.events).filter(([name, isOn]) => isOn !== before.events[name]);
  return {
    ...Object.fromEntries(values),
    ...shownSecrets(loaded, draft),
    ...Object.fromEntries(events),
  } as Parameters;
}

function shownSecrets(
  { form }: LoadedSettings,
  { values, secrets }: Draft,
): Readonly<Record<string, string>> {
  const shown = shownFields(form, values).filter(
    ({ secret, name }) => secret && (secrets[name] ?? '') !== '',
  );
  return Object.fromEntries(shown.map(({ name }) => [name, secrets[name] ?? '']));
}

/** Stored secrets that a save would forget, because a field changes that says where they are sent. */
export function endangeredSecrets(loaded: LoadedSettings, draft: Draft): ReadonlySet<string> {
  const { fields, state } = loaded.form;
  const before = untouched(loaded);
  const isExposed = fields.some(
    ({ name, exposes_secrets: exposes }) =>
      exposes === true && !isSame(draft.values[name], before.values[name]),
  );
  const isGone = (name: string): boolean => (draft.secrets[name] ?? '') === '';
  // Inherited secrets are not copied: own settings begin without them.
  return new Set(
    isExposed || (!hasOwn(loaded) && !draft.inherits) ? state.stored_secrets.filter(isGone) : [],
  );
}

export function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => item === other[at]);
  return one === other || (isEmpty(one) && isEmpty(other));
}

function isEmpty(value: FieldValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

const cleared = (value: FieldValue | undefined): FieldValue =>
  value === undefined || value === '' ? null : value;

export function withValue(draft: Draft, { name, secret }: FormField, value: FieldValue): Draft {
  if (secret)
    return { ...draft, secrets: { ...draft.secrets, [name]: typeof value === 'string' ? value : '' } };
  return { ...draft, values: { ...draft.values, [name]: value } };
}
