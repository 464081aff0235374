import { AppError, defineIntegration, field } from '@patchbay/integration-contracts';
import { mergeSettings } from './merge-settings.ts';
import type { OwnSettings } from './merge-settings.ts';

const tracker = defineIntegration({
  name: 'tracker',
  title: 'Tracker',
  summary: 'For tests.',
  category: 'issue_tracker',
  fields: {
    server: field.url({ required: true, exposesSecrets: true, example: 'https://a.example' }),
    port: field.number({ exposesSecrets: true, default: 443 }),
    token: field.password({ required: true, example: 'token-1' }),
    pin: field.password({ example: '1234' }),
    room: field.text({ example: 'general' }),
    is_quiet: field.checkbox({}),
    archive_trace_events: field.checkbox({}),
  },
  events: { supported: ['push', 'issue', 'work_item', 'archive_trace'] },
  requests: () => [],
});
const stored: OwnSettings = {
  values: {
    server: 'https://a.example',
    port: 443,
    token: 'token-1',
    pin: '1234',
    room: 'general',
    is_quiet: true,
  },
  triggers: ['push', 'issue', 'work_item'],
};
const merged = (parameters: Record<string, unknown>) => mergeSettings(tracker, stored, parameters);
const refusal = (merge: () => unknown): AppError => {
  try {
    merge();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_settings') return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
/** The English sentences by field. */
const problemsOf = (parameters: Record<string, unknown>, from = stored): unknown => {
  const { fields = {} } = refusal(() => mergeSettings(tracker, from, parameters));
  return Object.fromEntries(
    Object.entries(fields).map(([name, found]) => [name, found.map(({ text }) => text)]),
  );
};

describe('mergeSettings', () => {
  it('keeps what is not mentioned', () => {
    expect(merged({})).toMatchObject({ values: stored.values, triggers: stored.triggers });
    expect(merged({ is_quiet: 'false' }).values).toMatchObject({ ...stored.values, is_quiet: false });
  });

  it.each([null, ''])('clears a field that is given as %j', (blank) => {
    expect(merged({ room: blank }).values).not.toHaveProperty('room');
  });

  it.each([null, '', '************'])('leaves a secret alone that is given as %j', (blank) => {
    expect(merged({ token: blank }).values).toMatchObject({ token: 'token-1' });
  });

  it('takes a number for a text, as clients send ids of rooms', () => {
    expect(merged({ room: 42 }).values).toMatchObject({ room: '42' });
  });

  it('names every problem at once, of fields and of switches', () => {
    const parameters = { server: 'nowhere', token: 'token-2', nonsense: 1 };
    expect(problemsOf({ ...parameters, push_events: 'perhaps', job_events: true })).toEqual({
      server: ['must be a valid URL, for example https://example.com/path'],
      nonsense: ['is not a field of this integration'],
      push_events: ['must be true or false'],
      job_events: ['can’t be on: this integration does not listen to these events'],
    });
  });

  it('names a required field that is missing', () => {
    expect(problemsOf({}, { values: {}, triggers: [] })).toEqual({
      server: ['is missing'],
      token: ['is missing'],
    });
  });

  it('gives each problem a key and what its sentence needs, for translations', () => {
    const refused = refusal(() => merged({ push_events: 'perhaps', server: 'https://b.example' }));
    expect(refused.fields).toMatchObject({
      push_events: [{ key: 'validation.not_boolean', values: {} }],
      token: [{ key: 'validation.secret_to_repeat', values: { fields: 'server' } }],
    });
  });

  it('does not let a field named __proto__ pass', () => {
    const problems = problemsOf(JSON.parse('{"__proto__":{"room":"x"}}') as Record<string, unknown>);
    expect(Object.entries(problems as object)).toEqual([
      ['__proto__', ['is not a field of this integration']],
    ]);
  });

  it('accepts a switch of other integrations as long as it is off', () => {
    expect(merged({ job_events: false }).triggers).toEqual(stored.triggers);
  });

  it('switches all triggers that share a switch', () => {
    expect(merged({ issues_events: '0' }).triggers).toEqual(['push']);
    expect(mergeSettings(tracker, { ...stored, triggers: [] }, { issues_events: true }).triggers).toEqual([
      'issue',
      'work_item',
    ]);
  });

  it('takes a name that is both a field and a switch as both', () => {
    const { values, triggers } = merged({ archive_trace_events: 'true' });
    expect(values).toMatchObject({ archive_trace_events: true });
    expect(triggers).toContain('archive_trace');
  });
});

describe('a changed field that exposes secrets', () => {
  it('asks for the required secrets again and says why', () => {
    expect(problemsOf({ server: 'https://b.example' })).toEqual({
      token: ['must be given again, because server changed'],
    });
  });

  it('drops the optional ones that are not given with it', () => {
    const { values } = merged({ server: 'https://b.example', token: 'token-2' });
    expect(values).toMatchObject({ server: 'https://b.example', token: 'token-2' });
    expect(values).not.toHaveProperty('pin');
  });

  it('is not fooled by the mask in place of a secret', () => {
    expect(problemsOf({ server: 'https://b.example', token: '************' })).toHaveProperty('token');
  });

  it('counts a change to the default by clearing it, but not another spelling of the same value', () => {
    expect(merged({ server: ' https://a.example ', port: '443' }).values).toMatchObject(stored.values);
    expect(merged({ port: null }).values).toMatchObject(stored.values);
    expect(problemsOf({ port: null }, { ...stored, values: { ...stored.values, port: 80 } })).toHaveProperty(
      'token',
    );
  });
});

describe('conditions and rules of a definition', () => {
  const gateway = defineIntegration({
    ...{ name: 'gateway', title: 'Gateway', summary: 'For tests.', category: 'common' },
    fields: {
      has_proxy: field.checkbox({}),
      proxy: field.url({ exposesSecrets: true, when: { field: 'has_proxy', is: true } }),
      room: field.text({}),
      token: field.password({ required: true }),
    },
    events: { supported: [] },
    problems: { is_fixed: 'can’t be changed' },
    validate: (settings) =>
      settings.was('room') !== undefined && settings.changed('room') ? { room: 'is_fixed' } : {},
  });
  const before: OwnSettings = { values: { token: 'token-1', room: 'a', has_proxy: false }, triggers: [] };

  it('know what was stored before', () => {
    expect(mergeSettings(gateway, before, { room: 'a' }).values).toMatchObject({ room: 'a' });
    expect(() => mergeSettings(gateway, before, { room: 'b' })).toThrow('room can’t be changed');
  });

  it('ask for no secret again because of a field that is not used', () => {
    const { values } = mergeSettings(gateway, before, { proxy: 'https://proxy.example' });
    expect(values).toEqual({ token: 'token-1', room: 'a', has_proxy: false });
  });

  it('ask for the secrets again when a field comes into use that exposes them, and when it goes out of use', () => {
    const proxied = { has_proxy: true, proxy: 'https://proxy.example' };
    expect(() => mergeSettings(gateway, before, proxied)).toThrow('token must be given again');
    const used = { ...before, values: { ...before.values, ...proxied } };
    expect(() => mergeSettings(gateway, used, { has_proxy: false })).toThrow('token must be given again');
    expect(mergeSettings(gateway, used, { room: 'a' }).values).toMatchObject(proxied);
  });
});
