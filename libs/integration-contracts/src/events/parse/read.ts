import type { JsonObject, JsonValue } from '../json.ts';

/*
 * Readers for values of unknown type. None of them throws: a value of another type than wanted counts as absent, and so
 * does an empty text, since GitLab sends "" and null for the same thing.
 */

type Unread = JsonValue | undefined;

const NO_OBJECTS: readonly JsonObject[] = [];
const NO_TEXTS: readonly string[] = [];
const EMPTY: JsonObject = {};

/** The value when it is an object, else `undefined`. Arrays are no objects here. */
export function object(value: Unread): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The value when it is an object, else an empty one, so that a chain of readings needs no checks. */
export function objectOrEmpty(value: Unread): JsonObject {
  return object(value) ?? EMPTY;
}

/** The objects in a list; whatever else is in it is left out. */
export function objects(value: Unread): readonly JsonObject[] {
  if (!Array.isArray(value) || value.length === 0) return NO_OBJECTS;
  return (value as readonly JsonValue[]).filter((item): item is JsonObject => object(item) !== undefined);
}

/** A text; numbers are written out, because names of refs and versions arrive as numbers now and then. */
export function text(value: Unread): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The texts in a list. */
export function texts(value: Unread): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return NO_TEXTS;
  return (value as readonly JsonValue[]).map(text).filter((item) => item !== undefined);
}

/** Only the first line of a text, without surrounding blanks. */
export function firstLine(value: Unread): string | undefined {
  const whole = text(value)?.trim();
  if (whole === undefined || whole === '') return undefined;
  const end = whole.search(/[\r\n]/);
  return end === -1 ? whole : whole.slice(0, end).trimEnd();
}

/** An id, iid or count: a whole number from 0 on, also when it is written as digits in a text. */
export function count(value: Unread): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** A duration or another measure, which is a finite number. */
export function number(value: Unread): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A boolean; `undefined` when the payload does not say. */
export function flag(value: Unread): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** An http(s) address. Anything else would turn into a harmful link in somebody's chat. */
export function url(value: Unread): string | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : undefined;
}

/** Whether a SHA is the one of zeros only, which stands before a new ref and after a removed one. */
export function isNullSha(value: Unread): boolean {
  return typeof value === 'string' && /^0{40,64}$/.test(value);
}
