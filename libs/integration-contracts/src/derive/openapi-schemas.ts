import type { Field, FieldKind, IntegrationDefinition } from '../definition/index.ts';
import { OUTCOMES } from '../messages/index.ts';
import { formEvents } from './form.ts';
import { fieldTitle } from './texts.ts';

/** A piece of an OpenAPI document. */
export type OpenApiPart = Readonly<Record<string, unknown>>;

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

const text = { type: 'string' };
const whole = { type: 'integer' };
const date = { type: 'string', format: 'date-time' };
const orNull = (schema: OpenApiPart): OpenApiPart => ({ oneOf: [schema, { type: 'null' }] });

export const schemaRef = (name: string): OpenApiPart => ({ $ref: `#/components/schemas/${name}` });

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

const ATTEMPT_PROPERTIES = {
  id: text,
  delivery_id: text,
  event_id: text,
  integration_id: text,
  project_key: text,
  trigger: text,
  settings_revision: whole,
  attempt: whole,
  step: whole,
  outcome: { type: 'string', enum: OUTCOMES },
  reason: orNull(text),
  error: orNull(text),
  at: date,
  duration_ms: { type: 'number' },
  request: orNull({ type: 'object', properties: { method: text, url: text } }),
  response: orNull({ type: 'object', properties: { status: whole } }),
};

const MESSAGE_PROPERTIES = {
  headers: { type: 'object' },
  body: text,
  encoding: { type: 'string', enum: ['utf8', 'base64'] },
  is_body_cut: { type: 'boolean' },
};

/** The schemas that do not depend on the catalogue. */
export const SHARED_SCHEMAS: OpenApiPart = {
  Integration: {
    type: 'object',
    description:
      'What every integration shows; more booleans named `…_events` say which events it listens to.',
    required: ['id', 'title', 'slug', 'created_at', 'updated_at', 'active', 'inherited'],
    properties: {
      id: whole,
      title: text,
      slug: text,
      created_at: date,
      updated_at: date,
      active: { type: 'boolean' },
      inherited: { type: 'boolean', description: 'Whether the settings of an outer scope hold here.' },
      comment_on_event_enabled: { type: 'boolean' },
    },
  },
  Form: {
    type: 'object',
    description: 'What the catalogue says of the integration, and what holds in the scope.',
    required: ['state'],
    properties: {
      state: {
        type: 'object',
        required: ['active', 'inherited', 'inherited_from', 'properties', 'stored_secrets', 'events'],
        properties: {
          active: { type: 'boolean' },
          inherited: { type: 'boolean' },
          inherited_from: orNull({ ...text, description: 'Such as `instance` or `group:platform`.' }),
          properties: { type: 'object', description: 'All but the secret ones.' },
          stored_secrets: { type: 'array', items: text },
          events: { type: 'object', additionalProperties: { type: 'boolean' } },
        },
      },
    },
  },
  Links: {
    type: 'object',
    description: 'Of a tracker all but `wiki`, of a wiki that alone; `references` where a text was given.',
    properties: {
      project: orNull(text),
      issue: { ...text, description: 'Holds `:id` in place of the issue.' },
      new_issue: orNull(text),
      references: {
        type: 'array',
        items: { type: 'object', properties: { issue: text, text, index: whole, url: text } },
      },
      wiki: text,
    },
  },
  SearchPage: {
    type: 'object',
    required: ['integrations', 'next_cursor'],
    properties: {
      integrations: {
        type: 'array',
        items: { allOf: [schemaRef('Integration'), { type: 'object', properties: { scope: text } }] },
      },
      next_cursor: orNull({ ...text, description: 'Give it as `cursor` for the next page.' }),
    },
  },
  Attempt: { type: 'object', properties: ATTEMPT_PROPERTIES },
  AttemptPage: {
    type: 'object',
    required: ['deliveries', 'next_cursor'],
    properties: {
      deliveries: { type: 'array', items: schemaRef('Attempt') },
      next_cursor: orNull({ ...text, description: 'Give it as `cursor` for the next page.' }),
    },
  },
  FullAttempt: {
    type: 'object',
    properties: {
      ...ATTEMPT_PROPERTIES,
      expires_at: date,
      request: orNull({ type: 'object', properties: { method: text, url: text, ...MESSAGE_PROPERTIES } }),
      response: orNull({ type: 'object', properties: { status: whole, ...MESSAGE_PROPERTIES } }),
    },
  },
  Error: {
    type: 'object',
    properties: {
      message: text,
      error: text,
      detail: text,
      errors: { type: 'object', additionalProperties: { type: 'array', items: text } },
    },
  },
};
