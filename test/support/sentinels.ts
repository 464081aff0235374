import { CATALOGUE } from '@patchbay/integration-catalogue';
import { exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import type { Field, IntegrationDefinition, Level } from '@patchbay/integration-contracts';
import { SECRET_COMPANIONS } from './secret-companions.ts';

type Values = Readonly<Record<string, unknown>>;

/** An integration whose every secret field holds something that can be looked for. */
export interface Planted {
  readonly definition: IntegrationDefinition;
  readonly level: Level;
  readonly values: Values;
  /** By the name of the field. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Plants a sentinel in every secret field of every integration. Where a field has to look like something (a key, a token of a
 * certain shape), it is the field's example with its letters and digits mixed up, if that passes, else the example itself.
 * @param endpoint what addresses that are no secrets lead to, where the integration takes any
 */
export function plantSentinels(endpoint: string): readonly Planted[] {
  return CATALOGUE.map((definition, index) => planted(definition, index, endpoint));
}

function planted(definition: IntegrationDefinition, index: number, endpoint: string): Planted {
  const values: Record<string, unknown> = {
    ...exampleSettings(definition),
    ...SECRET_COMPANIONS[definition.name],
  };
  const secrets: Record<string, string> = {};
  // Some fields take the addresses of one product alone, and show none themselves.
  const [anyAddress] = Object.values(values).filter((value) => /^https?:/.test(String(value)));
  for (const [name, field] of Object.entries(definition.fields)) {
    const tries = field.isSecret
      ? sentinelsFor(field, `${index}x${name}`, { example: values[name] ?? anyAddress, endpoint })
      : field.kind === 'url'
        ? [endpoint]
        : [];
    const taken = tries.find((value) => passes(definition, { ...values, [name]: value }, name));
    if (taken === undefined) continue;
    values[name] = taken;
    if (field.isSecret) secrets[name] = secretPart(field, taken);
  }
  return { definition, level: definition.levels[0] ?? 'instance', values, secrets };
}

function sentinelsFor(
  { kind }: Field,
  mark: string,
  { example, endpoint }: { readonly example: unknown; readonly endpoint: string },
): readonly string[] {
  const given = typeof example === 'string' ? [example] : [];
  if (kind === 'url') {
    const path = `sentinel-${mark}`.replaceAll('_', '-');
    return [`${endpoint}/${path}`, ...given.map((url) => `${url.replace(/\/+$/, '')}/${path}`), ...given];
  }
  return [
    `sentinel-${mark}-q7Rz`,
    `sentinel${mark}q7Rz`.replaceAll(/[^A-Za-z0-9]/g, ''),
    ...given.map(mixedUp),
    ...given,
  ];
}

/** Keeps the shape, changes what it says: the words that examples are made of, else all letters and digits. */
function mixedUp(text: string): string {
  const reworded = text.replaceAll(/example|rockets/gi, 'planted');
  if (reworded !== text) return reworded;
  return text.replaceAll(/[a-zA-Z0-9]/g, (character, place: number) => {
    const base = /\d/.test(character) ? '0123456789' : /[a-z]/.test(character) ? 'abcdefghij' : 'ABCDEFGHIJ';
    return base.charAt((character.charCodeAt(0) * 7 + place * 3) % base.length);
  });
}

function passes(definition: IntegrationDefinition, values: Values, name: string): boolean {
  try {
    return validateSettings(definition, values)[name] === values[name];
  } catch {
    return false;
  }
}

/** Of an address only what comes behind the host, which other settings name in clear; of `name: value` and `name=value` the value. */
function secretPart({ kind }: Field, value: string): string {
  const line = kind === 'textarea' ? /^[\w-]+(?:: |=)(.+)$/.exec(value)?.[1] : undefined;
  if (line !== undefined) return line;
  const url = kind === 'url' ? URL.parse(value) : null;
  return url === null ? value : `${url.pathname}${url.search}`.replace(/^\/+/, '') || value;
}

/** The names of the secrets that a text holds, in any of the forms in which they go over a wire. */
export function leaksIn(text: string, all: readonly Planted[]): readonly string[] {
  return all.flatMap(({ definition, secrets }) =>
    Object.entries(secrets).flatMap(([field, secret]) => {
      const forms = [
        ...[secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)],
        // The last characters of base64 depend on what follows.
        Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
      ];
      return forms.some((form) => form.length >= 8 && text.includes(form))
        ? [`${definition.name}.${field}`]
        : [];
    }),
  );
}
