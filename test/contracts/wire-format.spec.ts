import { readFileSync, readdirSync } from 'node:fs';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { EVENT_SAMPLES, SAMPLES } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  JsonObject,
  OutboundSpec,
  ResponseView,
  SettingsValues,
  Trigger,
} from '@patchbay/integration-contracts';
import { planRequests } from './plan-requests.ts';
import { definitionOf, eventOf, sendOne, settingsOf } from './sample-events.ts';

/*
 * What each product documents, written down in wire/<name>.json apart from the code: a change here changes what receivers see.
 * Where an integration does otherwise than GitLab's of the same name, the file says why.
 */

interface WireRequest {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyKeys?: readonly string[];
  readonly body?: unknown;
  readonly mail?: { readonly to?: readonly string[]; readonly subject?: string };
  readonly lines?: readonly string[];
}

interface WireCall {
  readonly trigger?: Trigger;
  /** Which of the trigger’s samples; the typical one when absent. */
  readonly sample?: string;
  readonly probe?: true;
  readonly query?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly settings?: SettingsValues;
  /** What the product answers, request by request; the last one for all that follow. */
  readonly answers?: readonly Partial<ResponseView>[];
  readonly requests: readonly WireRequest[];
}

interface WireFormat {
  readonly calls: readonly WireCall[];
  readonly deviations: readonly { readonly from: string; readonly reason: string }[];
}

const folder = new URL('wire/', import.meta.url);
const FILES = readdirSync(folder).map((file) => {
  const format = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as WireFormat;
  return [file.replace('.json', ''), format] as const;
});

const isCalling = ({ events, probe, queries }: IntegrationDefinition): boolean =>
  events.supported.length > 0 || probe !== undefined || queries !== undefined;

function requestsFor(definition: IntegrationDefinition, call: WireCall): readonly OutboundSpec[] {
  const settings = settingsOf(definition, call.settings);
  const answers = (call.answers ?? []).map((answer) => ({ status: 200, headers: {}, body: '', ...answer }));
  if (call.query !== undefined) {
    const query = definition.queries?.[call.query];
    if (query === undefined) throw new Error(`${definition.name} has no query ${call.query}`);
    return [query.request({ settings, parameters: call.parameters ?? {} })];
  }
  const plan =
    call.trigger === undefined
      ? definition.probe?.({ settings })
      : definition.requests({ settings, event: eventOf(sampleOf(call.trigger, call.sample), call.trigger) });
  if (plan === undefined) throw new Error(`${definition.name} has no probe`);
  const requests = planRequests(plan, answers);
  if ('skip' in requests) throw new Error(requests.skip);
  return requests;
}

function sampleOf(trigger: Trigger, name = 'typical'): JsonObject {
  const sample = EVENT_SAMPLES.find((one) => one.trigger === trigger && one.name === name);
  if (sample === undefined) throw new Error(`${trigger} has no sample ${name}`);
  return sample.payload;
}

/** Keys and values of a body, whatever its encoding; the text itself when it is neither JSON nor a form. */
function bodyOf(body: string | Uint8Array | undefined, type = ''): unknown {
  if (body === undefined) return undefined;
  const text = Buffer.from(body).toString();
  if (type.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  return type.includes('json') ? JSON.parse(text) : text;
}

function asWired(spec: OutboundSpec, expected: WireRequest): WireRequest {
  if (!('transport' in spec)) {
    const body = bodyOf(spec.body, spec.headers['content-type']);
    const headers = Object.fromEntries(
      Object.entries(spec.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    if (spec.basicAuth !== undefined) {
      const { username, password } = spec.basicAuth;
      headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    }
    return {
      method: spec.method,
      url: spec.url,
      headers,
      ...(expected.bodyKeys !== undefined && { bodyKeys: Object.keys(body ?? {}).sort() }),
      ...(expected.body !== undefined && { body }),
    };
  }
  if (spec.transport === 'tcp') return { url: `tcp://${spec.host}:${spec.port}`, lines: spec.lines };
  return { mail: { to: spec.to, subject: spec.subject } };
}

describe('on the wire', () => {
  it('every integration that calls a product has its format written down', () => {
    const calling = CATALOGUE.filter(isCalling).map(({ name }) => name);
    expect(FILES.map(([name]) => name)).toEqual(calling);
  });

  it.each(FILES)(
    '%s says why it does otherwise than GitLab, where it does',
    (_name, { deviations, calls }) => {
      for (const { from, reason } of deviations) expect([from, reason]).not.toContain('');
      expect(calls).not.toEqual([]);
    },
  );

  const calls = FILES.flatMap(([name, format]) =>
    format.calls.map((call, index) => {
      const what = call.trigger ?? call.query ?? 'probe';
      return [`${name} (${what}, ${index})`, name, call] as const;
    }),
  );

  it.each(calls)('%s', (_title, name, call) => {
    const requests = requestsFor(definitionOf(name), call);
    expect(requests).toHaveLength(call.requests.length);
    for (const [index, expected] of call.requests.entries()) {
      const spec = requests[index];
      if (spec === undefined) throw new Error('a request is missing');
      expect(asWired(spec, expected)).toMatchObject(expected);
    }
  });
});

describe('web hooks', () => {
  it.each(['webhook', 'jenkins', 'datadog'])('%s sends the bytes of the event as they came', (name) => {
    const definition = definitionOf(name);
    const [trigger] = definition.events.supported;
    if (trigger === undefined) throw new Error('no trigger');
    const event = eventOf(SAMPLES[trigger], trigger);
    const requests = planRequests(definition.requests({ settings: settingsOf(definition), event }));
    if ('skip' in requests) throw new Error(requests.skip);
    expect(requests).toMatchObject([{ isWebHook: true }]);
    const [request] = requests;
    expect(request !== undefined && 'body' in request && request.body).toBe(event.body);
  });

  it('send their token, and leave the header out without one', () => {
    expect(sendOne('webhook', 'push').headers).toMatchObject({ 'x-gitlab-token': 'hook-token-1f6a' });
    expect(sendOne('webhook', 'push', { token: '' }).headers).not.toHaveProperty('x-gitlab-token');
  });

  it.each(['two\nlines', 'naïve', 'tab\t'])('refuse the token %j, which can stand in no header', (token) => {
    // A blank at the end is cut off before the rule is asked, so the last one is put in the middle.
    expect(() => settingsOf(definitionOf('webhook'), { token: `${token}x` })).toThrow(
      /token must consist of/,
    );
  });
});

describe('Datadog', () => {
  const verdictOf = (trigger: Trigger, settings: SettingsValues) =>
    definitionOf('datadog').filter({ trigger, settings, facts: eventOf(SAMPLES.job, 'job').facts });
  const ci = { datadog_ci_visibility: true, archive_trace_events: false };

  it('gets pipelines and jobs only with CI Visibility, and job logs only when asked for as well', () => {
    for (const trigger of ['pipeline', 'job'] as const) {
      expect(verdictOf(trigger, { ...ci, datadog_ci_visibility: false })).toBe('CI Visibility is off');
      expect(verdictOf(trigger, ci)).toBe(true);
    }
    expect(verdictOf('archive_trace', ci)).toBe('job logs are not collected');
    expect(verdictOf('archive_trace', { ...ci, archive_trace_events: true })).toBe(true);
    expect(verdictOf('push', {})).toBe(true);
  });
});

describe('Jenkins', () => {
  it('has its certificate checked unless told otherwise', () => {
    expect(sendOne('jenkins', 'push')).toMatchObject({ verifyTls: true });
    expect(sendOne('jenkins', 'push', { enable_ssl_verification: 'no' })).toMatchObject({ verifyTls: false });
  });

  it.each([
    [{ password: '' }, /password is missing/],
    [{ username: '' }, /username is missing/],
    [{ project_name: 'a/../b' }, /project_name must not have/],
  ])('is refused with %j', (changes, message) => {
    expect(() => settingsOf(definitionOf('jenkins'), changes)).toThrow(message);
  });
});
