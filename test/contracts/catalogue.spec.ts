import { readdirSync } from 'node:fs';
import { CATALOGUE, integrationByName } from '@patchbay/integration-catalogue';
import {
  AppError,
  exampleSettings,
  legacyTypeName,
  parseSlug,
  publicValues,
  secretMask,
  slugOf,
  validateSettings,
} from '@patchbay/integration-contracts';
import type { IntegrationDefinition, RequestSpec, SettingsValues } from '@patchbay/integration-contracts';
import { eventOf, requestsOf, samplesFor, settingsOf } from './sample-events.ts';

const sources = new URL('../../libs/integration-catalogue/src/', import.meta.url);
const each = CATALOGUE.map((definition) => [definition.name, definition] as const);

/** The problems by field, as a client is told them. */
function problemsOf(definition: IntegrationDefinition, values: SettingsValues): Record<string, unknown> {
  try {
    validateSettings(definition, values);
    return {};
  } catch (error) {
    if (error instanceof AppError) return error.fields ?? {};
    throw error;
  }
}

function secretsOf({ fields }: IntegrationDefinition, values: SettingsValues): readonly string[] {
  return Object.keys(fields)
    .filter((name) => fields[name]?.isSecret === true)
    .map((name) => values[name])
    .filter((value) => typeof value === 'string');
}

/** What a log would hold of a request: everything but basic authentication, which is sealed by its own rule. */
const textOf = ({ url, headers, body }: RequestSpec) =>
  [url, JSON.stringify(headers), typeof body === 'string' ? body : Buffer.from(body ?? []).toString()].join(
    '\n',
  );

describe('the catalogue', () => {
  it('holds every integration file, in alphabetical order', () => {
    const files = readdirSync(sources)
      .filter((file) => file.endsWith('.integration.ts'))
      .map((file) => file.replace('.integration.ts', '').replaceAll('-', '_'));
    expect(CATALOGUE.map(({ name }) => name)).toEqual(files.sort());
  });

  it('has no two integrations with the same name, slug or legacy type', () => {
    for (const derive of [(name: string) => name, slugOf, legacyTypeName]) {
      expect(new Set(CATALOGUE.map(({ name }) => derive(name))).size).toBe(CATALOGUE.length);
    }
  });

  it('finds integrations by name, and nothing by another word', () => {
    for (const definition of CATALOGUE) expect(integrationByName(definition.name)).toBe(definition);
    expect(integrationByName('carrier_pigeon')).toBeUndefined();
    expect(integrationByName('constructor')).toBeUndefined();
  });
});

describe.each(each)('%s', (name, definition) => {
  const example = exampleSettings(definition);

  it('has a slug that leads back to its name', () => {
    expect(parseSlug(slugOf(name))).toEqual({ name });
  });

  it('has a title for every field', () => {
    const untitled = Object.entries(definition.fields).filter(([, { options }]) => !options.title);
    expect(untitled.map(([field]) => field)).toEqual([]);
  });

  it('accepts its own example', () => {
    expect(problemsOf(definition, example)).toEqual({});
  });

  it('names each required field that is missing', () => {
    const required = Object.keys(definition.fields).filter(
      (field) => definition.fields[field]?.options.required === true,
    );
    expect(required).not.toEqual([]);
    for (const field of required) {
      expect(problemsOf(definition, { ...example, [field]: undefined })).toEqual({ [field]: ['is missing'] });
    }
  });

  it('refuses a field that it does not have', () => {
    expect(problemsOf(definition, { ...example, colour: 'blue' })).toEqual({
      colour: ['is not a field of this integration'],
    });
  });

  it('refuses values of the wrong kind, naming each field', () => {
    const wrong = Object.fromEntries(Object.keys(definition.fields).map((field) => [field, { not: 'this' }]));
    expect(Object.keys(problemsOf(definition, wrong)).sort()).toEqual(Object.keys(wrong).sort());
  });

  it('builds requests for every sample of every event it supports, or says why there are none', () => {
    const settings = settingsOf(definition);
    const triggers = new Set(samplesFor(definition).map(({ trigger }) => trigger));
    expect([...triggers].sort()).toEqual([...definition.events.supported].sort());
    for (const { name: sample, trigger, payload } of samplesFor(definition)) {
      const event = eventOf(payload, trigger);
      const requests = requestsOf(definition, settings, event);
      if ('skip' in requests) expect(requests.skip).not.toBe('');
      else expect(requests.length).toBeGreaterThan(0);
      // One product shows all that can be said; for the others the typical events show how they say it.
      if (sample !== 'typical' && name !== 'slack') continue;
      expect(readable(requests, event.body)).toMatchSnapshot(`${trigger} ${sample}`);
    }
  });

  it('never shows a secret among public values, nor in a masked request', () => {
    const settings = settingsOf(definition);
    const secrets = secretsOf(definition, settings);
    const mask = secretMask(definition, settings);
    const shown = [JSON.stringify(publicValues(definition, settings))];
    for (const { trigger, payload } of samplesFor(definition)) {
      const requests = requestsOf(definition, settings, eventOf(payload, trigger));
      if (!('skip' in requests)) shown.push(...requests.map((request) => mask.text(textOf(request))));
    }
    for (const secret of secrets) {
      for (const text of shown) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(encodeURIComponent(secret));
      }
    }
  });
});

/** A request as people read it: bodies parsed, the event's own bytes only named. */
function readable(requests: ReturnType<typeof requestsOf>, eventBody: Uint8Array): unknown {
  if ('skip' in requests) return requests;
  return requests.map(({ body, ...rest }) => ({
    ...rest,
    body: readableBody(body, rest.headers, eventBody),
  }));
}

function readableBody(
  body: RequestSpec['body'],
  headers: RequestSpec['headers'],
  eventBody: Uint8Array,
): unknown {
  if (body === eventBody) return "the event's own bytes";
  if (typeof body !== 'string') return body;
  if (headers['content-type'] === 'application/json') return JSON.parse(body);
  const values = Object.fromEntries(new URLSearchParams(body));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.parse(value)]));
}
