import { flag, listOf, object, oneOf, orNull, schemaRef, text, whole } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const value = {
  description: 'A text, a number, a boolean or a list of texts, as the type of the field says.',
};

const FIELD = object(
  {
    name: text,
    type: oneOf(['text', 'textarea', 'password', 'checkbox', 'select', 'number', 'string_list', 'url']),
    title: text,
    required: flag,
    secret: { ...flag, description: 'Write-only: whether one is stored is all that can be learnt of it.' },
    help: text,
    placeholder: text,
    section: oneOf(['connection', 'security', 'payload', 'trigger', 'configuration']),
    default: value,
    example: value,
    choices: listOf(object({ label: text, value: { anyOf: [text, { type: 'number' }] } })),
    checkbox_label: text,
    non_empty_password_title: { ...text, description: 'In place of the title while a secret is stored.' },
    non_empty_password_help: { ...text, description: 'In place of the help while a secret is stored.' },
    api_only: { ...flag, description: 'Offered by the API only, not by a form.' },
    exposes_secrets: { ...flag, description: 'A change asks for the secrets again.' },
    pattern: { ...text, description: 'A regular expression for the whole value.' },
    pattern_hint: { ...text, description: 'What the pattern wants, in words.' },
    max_length: whole,
    min: { type: 'number' },
    max: { type: 'number' },
    when: {
      ...object({ field: text, is: { description: 'A value, or a list of values.' } }),
      description: 'Asked for, checked and used only while another field has this value, or one of these.',
    },
    event: { ...text, description: 'The switch of the event that the field belongs to.' },
  },
  {
    optional: [
      ...['help', 'placeholder', 'section', 'default', 'example', 'choices', 'checkbox_label'],
      ...['non_empty_password_title', 'non_empty_password_help', 'api_only', 'exposes_secrets', 'pattern'],
      ...['pattern_hint', 'max_length', 'min', 'max', 'when', 'event'],
    ],
  },
);

const EVENT = object({
  name: { ...text, description: 'The parameter that switches it.' },
  triggers: { ...listOf(text), description: 'What it switches; each is the name of a sample as well.' },
  title: text,
  description: text,
  default: flag,
});

const CATALOGUE_ENTRY = object(
  {
    name: text,
    slug: text,
    title: text,
    summary: text,
    help: { ...text, description: 'Markdown, without HTML.' },
    deprecated: text,
    category: { ...text, description: 'Such as `chat` or `ci`.' },
    levels: listOf(oneOf(['project', 'group', 'instance'])),
    multiple: { ...flag, description: 'Whether a scope may hold several, each with a label in its slug.' },
    fields: listOf(schemaRef('FormField')),
    events: listOf(schemaRef('FormEvent')),
  },
  { optional: ['help', 'deprecated'] },
);

const STATE = object({
  active: flag,
  health: schemaRef('HealthState'),
  inherited: flag,
  inherited_from: orNull({ ...text, description: 'Such as `instance` or `group:platform`.' }),
  properties: { type: 'object', description: 'All but the secret ones.' },
  stored_secrets: listOf(text),
  events: { type: 'object', additionalProperties: flag },
});

/** Forms as the catalogue has them, and as a scope fills them in. */
export const FORM_SCHEMAS: OpenApiPart = {
  FormField: FIELD,
  FormEvent: EVENT,
  CatalogueEntry: CATALOGUE_ENTRY,
  Form: {
    description: 'What the catalogue says of the integration, and what holds in the scope.',
    allOf: [schemaRef('CatalogueEntry'), object({ state: STATE })],
  },
};
