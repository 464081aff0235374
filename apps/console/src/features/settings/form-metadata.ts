import type { components } from '../../api/openapi.gen.ts';

/** What the API tells of an integration's settings: what they are, and what holds. */
export type SettingsForm = components['schemas']['Form'];
export type FormField = components['schemas']['FormField'];
export type FormEvent = components['schemas']['FormEvent'];
export type FieldValue = string | number | boolean | readonly string[] | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A form as it was loaded, with the revision that a save refers to. */
export interface LoadedSettings {
  readonly form: SettingsForm;
  /** Of the scope's own row; `null` where it has none. */
  readonly etag: string | null;
}

const EMPTY: Readonly<Record<FormField['type'], FieldValue>> = {
  ...{ text: '', textarea: '', password: '', url: '', select: null, number: null },
  ...{ checkbox: false, string_list: [] },
};

/** What a field shows at first: what is stored, else its default. */
export function valueIn(
  properties: Readonly<Record<string, unknown>>,
  { name, type, ...field }: FormField,
): FieldValue {
  const value = properties[name] ?? field.default;
  return isFieldValue(value) ? value : EMPTY[type];
}

function isFieldValue(value: unknown): value is Exclude<FieldValue, null> {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether the field is asked for with these values; one that depends on a hidden field is hidden with it. */
export function isAsked(field: FormField, values: FieldValues, fields: readonly FormField[]): boolean {
  const { when } = field;
  if (when === undefined) return true;
  const other = fields.find(({ name }) => name === when.field);
  if (other !== undefined && !isAsked(other, values, fields)) return false;
  const wanted: readonly unknown[] = Array.isArray(when.is) ? when.is : [when.is];
  return wanted.includes(values[when.field]);
}

/** Fields that a person fills in, in the order of the metadata. */
export function shownFields({ fields }: SettingsForm, values: FieldValues): FormField[] {
  return fields.filter((field) => field.api_only !== true && isAsked(field, values, fields));
}

export type SectionName = NonNullable<FormField['section']>;
const SECTIONS: readonly SectionName[] = ['connection', 'security', 'payload', 'configuration', 'trigger'];

/** The fields by section; those of an event stand beside its switch and are left out here. */
export function fieldsBySection(
  fields: readonly FormField[],
  events: readonly FormEvent[],
): Map<SectionName, FormField[]> {
  const switches = new Set(events.map(({ name }) => name));
  const free = fields.filter(({ event }) => event === undefined || !switches.has(event));
  const bySection = Map.groupBy(free, ({ section }) => section ?? 'configuration');
  return new Map(
    SECTIONS.flatMap((name) => (bySection.has(name) ? [[name, bySection.get(name) ?? []] as const] : [])),
  );
}
