import type { Field, FieldKind, IntegrationDefinition } from '../../definition/index.ts';
import { formEvents } from '../form.ts';
import { fieldTitle } from '../texts.ts';
import { orNull, schemaRef } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const TYPES: Readonly<Record<FieldKind, OpenApiPart>> = {
  text: { type: 'string' },
  textarea: { type: 'string' },
  password: { type: 'string', format: 'password' },
  url: { type: 'string', format: 'uri' },
  select: { type: 'string' },
  checkbox: { type: 'boolean' },
  number: { type: 'number' },
  string_list: { type: 'array', items: { type: 'string' } },
};

/** `microsoft_teams` → `MicrosoftTeams`: the stem of an integration's component names. */
export function schemaStem(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** What a PUT takes. Required fields may be left out where a value is stored, so none is marked as required. */
export function settingsSchema(definition: IntegrationDefinition): OpenApiPart {
  const fields = Object.entries(definition.fields);
  return {
    type: 'object',
    title: `${definition.title}: settings`,
    properties: {
      ...eventSwitches(definition),
      ...Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(name, field)])),
      use_inherited_settings: {
        type: 'boolean',
        default: false,
        description: 'Takes the settings of the next outer scope instead of own ones.',
      },
    },
    additionalProperties: false,
  };
}

/** An integration's full entity: the shared part, and its properties without the secret ones. */
export function integrationSchema(definition: IntegrationDefinition): OpenApiPart {
  const shown = Object.entries(definition.fields).filter(([, { isSecret }]) => !isSecret);
  const properties = Object.fromEntries(
    shown.map(([name, field]) => [
      name,
      orNull({
        ...TYPES[field.kind],
        ...(isNumeric(field) && { type: 'number' }),
        description: field.options.help ?? field.options.title,
      }),
    ]),
  );
  return {
    title: definition.title,
    allOf: [
      schemaRef('Integration'),
      {
        type: 'object',
        required: ['properties'],
        properties: { properties: { type: 'object', properties } },
      },
    ],
  };
}

function fieldSchema(name: string, field: Field): OpenApiPart {
  const { options, kind, isSecret } = field;
  const about = [
    options.help ?? `${fieldTitle(name, field)}.`,
    options.required === true ? 'Required, unless a value is stored.' : '',
    options.exposesSecrets === true ? 'A change asks for the secrets again.' : '',
  ];
  return {
    ...TYPES[kind],
    ...(isNumeric(field) && { type: 'number' }),
    title: fieldTitle(name, field),
    description: about.filter((sentence) => sentence !== '').join(' '),
    ...(options.choices !== undefined && { enum: options.choices.map(([, value]) => value) }),
    ...(options.default !== undefined && { default: options.default }),
    ...(options.example !== undefined && { examples: [options.example] }),
    ...(isSecret && { writeOnly: true }),
  };
}

/** A select whose choices are numbers, as GitLab has them for the ways to sign in. */
function isNumeric({ options }: Field): boolean {
  return options.choices?.every(([, value]) => typeof value === 'number') === true;
}

function eventSwitches({ events }: IntegrationDefinition): OpenApiPart {
  return Object.fromEntries(
    formEvents(events.supported, events.default).map(({ name, description, ...one }) => [
      name,
      { type: 'boolean', default: one.default, description },
    ]),
  );
}
