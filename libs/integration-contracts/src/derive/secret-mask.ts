import type { FieldKind, IntegrationDefinition } from '../definition/index.ts';
import type { SettingsValues } from './validate-settings.ts';

/** What stands where a secret was. */
export const MASK = '[masked]';
/** Shorter values would mask innocent text; no secret worth the name is that short. */
const MIN_SECRET_LENGTH = 4;
const MIN_PART_LENGTH = 8;

/** Replaces an integration's secrets in whatever is about to be stored or shown. */
export interface SecretMask {
  /** There is nothing to hide: both functions return what they are given. */
  readonly isEmpty: boolean;
  text(value: string): string;
  /** Returns the same bytes when no secret is in them. */
  bytes(value: Uint8Array): Uint8Array;
}

/**
 * A mask for the secrets among `values`: as they are, percent-encoded, JSON-escaped, and inside base64.
 * A secret URL also hides its path alone, since requests may be built from parts of it, and a text of several lines what its
 * `name: value` and `name=value` lines hold.
 */
export function secretMask(definition: IntegrationDefinition, values: SettingsValues): SecretMask {
  const forms = new Set<string>();
  for (const [name, { isSecret, kind }] of Object.entries(definition.fields)) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    if (kind === 'url') addForms(forms, URL.parse(value)?.password ?? '');
    if (isSecret) for (const text of hiddenIn(kind, value)) addForms(forms, text);
  }
  return maskOf(
    [...forms].filter((text) => text.length >= MIN_SECRET_LENGTH).sort((a, b) => b.length - a.length),
  );
}

function hiddenIn(kind: FieldKind, value: string): readonly string[] {
  if (kind === 'url') return [value, pathOf(value)];
  return kind === 'textarea' ? [...partsOf(value), ...valuesOfLines(value)] : partsOf(value);
}

/** Of `name: value` and `name=value`, a line each, the values. */
function valuesOfLines(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const end = line.search(/[:=]/);
    return end === -1 ? [] : [line.slice(end + 1).trim()];
  });
}

/** Some products give two keys joined by a colon, of which each is used alone. */
function partsOf(value: string): readonly string[] {
  if (!value.includes(':')) return [value];
  return [value, ...value.split(':').filter((part) => part.length >= MIN_PART_LENGTH)];
}

/** As queries of URLs have it, which escape otherwise than `encodeURIComponent`. */
function asQuery(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function addForms(forms: Set<string>, text: string): void {
  forms.add(asQuery(text)).add(encodeURIComponent(text).replaceAll("'", '%27'));
  forms.add(text).add(encodeURIComponent(text)).add(encodeURI(text)).add(JSON.stringify(text).slice(1, -1));
  for (const form of base64Forms(text)) forms.add(form).add(form.replaceAll('+', '-').replaceAll('/', '_'));
}

/**
 * What a secret looks like inside base64, whatever stands before and behind it: basic authentication puts a user name in
 * front. Three bytes make four characters, so there are three ways to lie; characters shared with neighbours are left out.
 */
function base64Forms(text: string): string[] {
  const secret = Buffer.from(text);
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6));
  });
}

function pathOf(value: string): string {
  const url = URL.parse(value);
  if (url === null) return value;
  const path = `${url.pathname}${url.search}`.replace(/^\/+/, '');
  return path === '' ? value : path;
}

const NOTHING_TO_HIDE: SecretMask = { isEmpty: true, text: (value) => value, bytes: (value) => value };

function maskOf(secrets: readonly string[]): SecretMask {
  if (secrets.length === 0) return NOTHING_TO_HIDE;
  const needles = secrets.map((secret) => Buffer.from(secret));
  // One look at each text: nearly all of them hold no secret, and there are a dozen for each request.
  const anySecret = new RegExp(secrets.map((secret) => RegExp.escape(secret)).join('|'), 'g');
  const text = (value: string): string =>
    value.search(anySecret) === -1 ? value : value.replace(anySecret, MASK);
  return {
    isEmpty: false,
    text,
    bytes: (value) => {
      const buffer = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return needles.some((needle) => buffer.includes(needle)) ? Buffer.from(text(buffer.toString())) : value;
    },
  };
}
