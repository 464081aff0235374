/** A piece of an OpenAPI document. */
export type OpenApiPart = Readonly<Record<string, unknown>>;

export const text = { type: 'string' };
export const whole = { type: 'integer' };
export const flag = { type: 'boolean' };
export const date = { type: 'string', format: 'date-time' };
export const orNull = (schema: OpenApiPart): OpenApiPart => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: OpenApiPart): OpenApiPart => ({ type: 'array', items });
export const oneOf = (values: readonly string[]): OpenApiPart => ({ type: 'string', enum: values });
export const schemaRef = (name: string): OpenApiPart => ({ $ref: `#/components/schemas/${name}` });

/** An object whose members are all there, unless they are named as optional. */
export function object(
  properties: Readonly<Record<string, OpenApiPart>>,
  { optional = [], ...rest }: { readonly optional?: readonly string[]; readonly description?: string } = {},
): OpenApiPart {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', ...rest, ...(required.length > 0 && { required }), properties };
}

/** An object that is sent: nothing else may be in it. */
export function input(
  properties: Readonly<Record<string, OpenApiPart>>,
  optional: readonly string[] = [],
): OpenApiPart {
  return { ...object(properties, { optional }), additionalProperties: false };
}

export function parameter(place: 'path' | 'query', name: string, rest: OpenApiPart = {}): OpenApiPart {
  return { name, in: place, required: place === 'path', schema: text, ...rest };
}

/** A time as it is taken. */
export const TIME = {
  ...text,
  description: 'A date or a time, ISO 8601.',
  anyOf: [{ format: 'date' }, { format: 'date-time' }],
  examples: ['2026-03-01T12:00:00Z'],
};

export const CURSOR = parameter('query', 'cursor', { description: 'Where the page before ended.' });
export const limit = (maximum?: number): OpenApiPart =>
  parameter('query', 'limit', {
    schema: { ...whole, minimum: 1, ...(maximum !== undefined && { maximum }), default: 20 },
  });
/** Pages by number, of lists that are cut out of a whole. */
export const PAGING = [
  parameter('query', 'page', { schema: { ...whole, minimum: 1, default: 1 } }),
  parameter('query', 'per_page', { schema: { ...whole, minimum: 1, maximum: 100, default: 100 } }),
];
export const NEXT_CURSOR = orNull({ ...text, description: 'Give it as `cursor` for the next page.' });

/** Statuses of refusals, each with what it means; every operation names those that it can have. */
const REFUSALS = {
  400: 'The request or the settings are not valid.',
  401: 'There is no valid token.',
  403: 'The token does not allow this.',
  404: 'There is nothing here, as far as the token may know.',
  409: 'Somebody else changed it, or it would go elsewhere.',
  410: 'The event is kept no more.',
  412: 'It was changed in the meantime; the present revision is in the text.',
  413: 'The body is too large.',
  415: 'The body is neither JSON nor a form.',
  429: 'Too many requests; `Retry-After` says when to go on.',
  500: 'Settings can’t be opened, or something went wrong on our side.',
  503: 'MongoDB, Kafka or a worker is not there right now.',
} as const;
type Refusal = keyof typeof REFUSALS;

/** Whatever an operation does, it can end so. */
const ALWAYS: readonly Refusal[] = [400, 401, 403, 404, 429, 500, 503];
/** Those with a body, besides. */
const WITH_BODY: readonly Refusal[] = [413, 415];

/** What the operations refer to as `#/components/responses/<status>`. */
export const REFUSAL_RESPONSES: OpenApiPart = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, description]) => [status, answer(schemaRef('Error'), description)]),
);

interface OperationInput {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Status of success, and the schema of its body; without one there is none. */
  readonly success: readonly [status: 200 | 201 | 202 | 204, schema?: OpenApiPart];
  readonly body?: OpenApiPart;
  readonly parameters?: readonly OpenApiPart[];
  readonly refusals?: readonly Refusal[];
  /** Of the answer; JSON unless told otherwise. */
  readonly mediaType?: string;
  /** Whether it takes no token. */
  readonly isPublic?: boolean;
  /** What can be asked for next with something that the answer holds. */
  readonly links?: OpenApiPart;
}

export function operation({
  tag,
  summary,
  description,
  success: [status, schema],
  body,
  parameters,
  refusals = [],
  links,
  isPublic = false,
  mediaType = 'application/json',
}: OperationInput): OpenApiPart {
  const refused = [...ALWAYS, ...(body === undefined ? [] : WITH_BODY), ...refusals];
  const responses = {
    [status]: {
      ...(schema === undefined
        ? { description: 'Done' }
        : { description: 'Done', content: { [mediaType]: { schema } } }),
      ...(links !== undefined && { links }),
    },
    ...Object.fromEntries(refused.map((code) => [code, { $ref: `#/components/responses/${code}` }])),
  };
  return {
    tags: [tag],
    summary,
    ...(isPublic && { security: [] }),
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(body !== undefined && { requestBody: body }),
    responses,
  };
}

/** A body as JSON, or as the fields of a form where it is flat. */
export function jsonBody(schema: OpenApiPart, example?: unknown): OpenApiPart {
  return { content: { 'application/json': { schema, ...(example !== undefined && { example }) } } };
}

/** What a stream of server-sent events is as one text. */
export const EVENT_STREAM = { mediaType: 'text/event-stream', success: [200, text] } as const;

export function jsonOrForm(schema: OpenApiPart, example: unknown): OpenApiPart {
  const content = { schema, example };
  return { content: { 'application/json': content, 'application/x-www-form-urlencoded': { schema } } };
}

export function answer(schema: OpenApiPart, description = 'Done'): OpenApiPart {
  return { description, content: { 'application/json': { schema } } };
}
