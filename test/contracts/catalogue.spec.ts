import { readFileSync, readdirSync } from 'node:fs';
import { CATALOGUE, integrationByName } from '@patchbay/integration-catalogue';
import {
  AppError,
  englishTexts,
  exampleSettings,
  isAsked,
  legacyTypeName,
  nameOfLegacyType,
  parseSlug,
  publicValues,
  secretMask,
  slugOf,
  validateSettings,
} from '@patchbay/integration-contracts';
import type { IntegrationDefinition, OutboundSpec, SettingsValues } from '@patchbay/integration-contracts';
import { planRequests } from './plan-requests.ts';
import { eventOf, samplesFor, settingsOf } from './sample-events.ts';

const sources = new URL('../../libs/integration-catalogue/src/', import.meta.url);
/** Names that say it all. */
const OBVIOUS = /^(?:user_?name|password|url|email)$/;
const each = CATALOGUE.map((definition) => [definition.name, definition] as const);

const textsOf = ({ fields = {} }: AppError): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, found]) => [name, found.map(({ text }) => text)]));

/** The problems by field, as a client is told them. */
function problemsOf(definition: IntegrationDefinition, values: SettingsValues): Record<string, unknown> {
  try {
    validateSettings(definition, values);
    return {};
  } catch (error) {
    if (error instanceof AppError) return textsOf(error);
    throw error;
  }
}

function secretsOf({ fields }: IntegrationDefinition, values: SettingsValues): readonly string[] {
  return Object.keys(fields)
    .filter((name) => fields[name]?.isSecret === true)
    .map((name) => values[name])
    .filter((value) => typeof value === 'string');
}

/** What a log would hold of a request: everything but what it is signed and signed in with, which has rules of its own. */
function textOf(spec: OutboundSpec): string {
  if ('transport' in spec) return JSON.stringify(spec);
  const { url, headers, body } = spec;
  return [url, JSON.stringify(headers), Buffer.from(body ?? []).toString()].join('\n');
}

const plansOf = (definition: IntegrationDefinition) => {
  const settings = settingsOf(definition);
  return samplesFor(definition).map(({ name, trigger, payload }) => {
    const event = eventOf(payload, trigger);
    return { name, trigger, event, requests: planRequests(definition.requests({ settings, event })) };
  });
};

describe('the catalogue', () => {
  it('holds every integration file, in alphabetical order', () => {
    const files = readdirSync(sources)
      .filter((file) => file.endsWith('.integration.ts'))
      .map((file) => file.replace('.integration.ts', '').replaceAll('-', '_'));
    expect(CATALOGUE.map(({ name }) => name)).toEqual(files.sort());
  });

  it('is large, and an integration is a page of text', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(62);
    const lengths = readdirSync(sources)
      .filter((file) => file.endsWith('.integration.ts'))
      .map((file) => readFileSync(new URL(file, sources), 'utf8').split('\n').length - 1)
      .sort((one, other) => one - other);
    expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(80);
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
    expect(nameOfLegacyType(legacyTypeName(name))).toBe(name);
  });

  it('says what each field is for, unless its title does', () => {
    const silent = Object.entries(definition.fields)
      .filter(([field, { kind, options }]) => {
        const isTyped = kind !== 'checkbox' && kind !== 'select' && !OBVIOUS.test(field);
        return isTyped && options.help === undefined && options.placeholder === undefined;
      })
      .map(([field]) => field);
    expect(silent).toEqual([]);
    expect([...englishTexts(definition).values()]).not.toContain('');
  });

  it('does something: it sends its events, or shows, links, answers or provides', () => {
    const { events, tracker, wiki, queries, inbound, ciVariables, reader } = definition;
    if (events.supported.length === 0) {
      expect([tracker, wiki, queries, inbound, ciVariables, reader].some((one) => one !== undefined)).toBe(
        true,
      );
    }
    for (const trigger of events.supported) {
      const ofTrigger = plansOf(definition).filter((plan) => plan.trigger === trigger);
      expect([trigger, ofTrigger.some(({ requests }) => !('skip' in requests))]).toEqual([trigger, true]);
    }
  });

  it('accepts its own example', () => {
    expect(problemsOf(definition, example)).toEqual({});
  });

  it('names each required field that is missing', () => {
    const required = Object.keys(definition.fields).filter(
      (field) =>
        definition.fields[field]?.options.required === true &&
        isAsked(definition, field, (other) => example[other]),
    );
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
    for (const field of Object.keys(definition.fields)) {
      if (!isAsked(definition, field, (other) => example[other])) continue;
      const problems = problemsOf(definition, { ...example, [field]: { not: 'this' } });
      expect(Object.keys(problems)).toContain(field);
    }
  });

  it('builds requests for every sample of every event it supports, or says why there are none', () => {
    const plans = plansOf(definition);
    expect([...new Set(plans.map(({ trigger }) => trigger))].sort()).toEqual(
      [...definition.events.supported].sort(),
    );
    for (const { name: sample, trigger, event, requests } of plans) {
      if ('skip' in requests) expect(requests.skip).not.toBe('');
      else expect(requests.length).toBeGreaterThan(0);
      // One product shows all that can be said; for the others the typical events show how they say it.
      if (sample !== 'typical' && sample !== 'mentioning' && name !== 'slack') continue;
      expect(readable(requests, event.body)).toMatchSnapshot(`${trigger} ${sample}`);
    }
  });

  it('never shows a secret among public values, nor in a masked request', () => {
    const settings = settingsOf(definition);
    const secrets = secretsOf(definition, settings);
    const mask = secretMask(definition, settings);
    const shown = [JSON.stringify(publicValues(definition, settings))];
    for (const { requests } of plansOf(definition)) {
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
function readable(requests: ReturnType<typeof planRequests>, eventBody: Uint8Array): unknown {
  if ('skip' in requests) return requests;
  return requests.map((spec) => {
    if ('transport' in spec) return spec;
    const { body, ...rest } = spec;
    const type = rest.headers['content-type'] ?? '';
    return { ...rest, ...(body !== undefined && { body: readableBody(body, type, eventBody) }) };
  });
}

function readableBody(body: string | Uint8Array, type: string, eventBody: Uint8Array): unknown {
  if (body === eventBody) return "the event's own bytes";
  const text = Buffer.from(body).toString();
  if (type.includes('json')) return JSON.parse(text);
  if (!type.includes('x-www-form-urlencoded')) return text;
  const values = Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, parsedOrText(value)]));
}

/** Slack has a JSON document in a form field. */
function parsedOrText(value: string): unknown {
  return value.startsWith('{') ? JSON.parse(value) : value;
}
