import { defineIntegration, field } from '../definition/index.ts';
import { AppError } from '../errors/index.ts';
import { publicValues, routingValues, validateSettings } from './validate-settings.ts';

const tracker = defineIntegration({
  name: 'tracker',
  title: 'Tracker',
  summary: 'Tests.',
  category: 'issue_tracker',
  fields: {
    url: field.url({ required: true }),
    token: field.password({}),
    is_loud: field.checkbox({ routing: true }),
    branch: field.text({ routing: true, default: 'main' }),
  },
  events: { supported: ['push'] },
  validate: (settings): Readonly<Record<string, string>> =>
    settings.is_loud === true && settings.token === undefined ? { token: 'is needed to be loud' } : {},
  requests: () => [],
});

const problemsOf = (values: Record<string, unknown>): unknown => {
  try {
    validateSettings(tracker, values);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_settings') return error.fields;
    throw error;
  }
  return undefined;
};

describe('validateSettings', () => {
  it('fills defaults in and takes blank values as absent', () => {
    expect(validateSettings(tracker, { url: ' https://example.com ', token: '', branch: null })).toEqual({
      url: 'https://example.com',
      is_loud: false,
      branch: 'main',
    });
  });

  it('names every problem at once, by field', () => {
    expect(problemsOf({ token: 7, colour: 'red' })).toEqual({
      url: ['is missing'],
      token: ['must be a text'],
      colour: ['is not a field of this integration'],
    });
  });

  it('checks the rules across fields once each field is well', () => {
    expect(problemsOf({ url: 'https://example.com', is_loud: 'true' })).toEqual({
      token: ['is needed to be loud'],
    });
  });

  it('takes no field from the prototype', () => {
    expect(
      problemsOf(JSON.parse('{"url":"https://example.com","__proto__":{"token":"x"}}') as never),
    ).toEqual({
      __proto__: undefined,
      ...JSON.parse('{"__proto__":["is not a field of this integration"]}'),
    });
  });

  it('sends only routing fields in clear and shows no secret', () => {
    const values = validateSettings(tracker, {
      url: 'https://ada:pass-word@example.com/',
      token: 'hidden-token',
    });
    expect(routingValues(tracker, values)).toEqual({ is_loud: false, branch: 'main' });
    expect(publicValues(tracker, values)).toEqual({
      url: 'https://ada:****@example.com/',
      is_loud: false,
      branch: 'main',
    });
  });
});
