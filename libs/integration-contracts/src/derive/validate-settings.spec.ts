import { defineIntegration, field } from '../definition/index.ts';
import { AppError } from '../errors/index.ts';
import { eventProblems, publicValues, routingValues, validateSettings } from './validate-settings.ts';

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
  problems: { loud_without_token: 'is needed to be loud' },
  validate: ({ is_loud: isLoud, token }) =>
    isLoud === true && token === undefined ? { token: 'loud_without_token' } : {},
  requests: () => [],
});

/** Each field's problems as people read them. */
const textsOf = ({ fields = {} }: AppError): unknown =>
  Object.fromEntries(Object.entries(fields).map(([name, found]) => [name, found.map(({ text }) => text)]));

const problemsOf = (values: Record<string, unknown>): unknown => {
  try {
    validateSettings(tracker, values);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_settings') return textsOf(error);
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

  it('says by which key a problem is translated, and what it has to be filled with', () => {
    const short = defineIntegration({
      name: 'short',
      title: 'Short',
      summary: 'Tests.',
      category: 'common',
      fields: {
        note: field.text({ maxLength: 3 }),
        code: field.text({ pattern: /^\d+$/, patternHint: 'must be digits' }),
        size: field.select({
          choices: [
            ['One', 1],
            ['Two', 2],
          ],
        }),
      },
      events: { supported: [] },
    });
    const thrown = (() => {
      try {
        return validateSettings(short, { note: 'long', code: 'x', size: 3 });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({
      fields: {
        note: [{ key: 'validation.too_long', values: { max: 3 }, text: 'must have at most 3 characters' }],
        code: [{ key: 'short.fields.code.pattern_hint', text: 'must be digits' }],
        size: [{ key: 'validation.not_choice', values: { choices: '1, 2' } }],
      },
    });
  });

  it('asks for a conditional field only while its condition holds', () => {
    const login = defineIntegration({
      name: 'login',
      title: 'Login',
      summary: 'Tests.',
      category: 'common',
      fields: {
        way: field.select({
          choices: [
            ['Basic', 0],
            ['Token', 1],
          ],
          default: 0,
        }),
        user: field.text({ required: true, when: { field: 'way', is: 0 } }),
      },
      events: { supported: [] },
    });
    expect(() => validateSettings(login, {})).toThrow('user is missing');
    expect(validateSettings(login, { way: '1', user: 'ada' })).toEqual({ way: 1 });
  });

  it('fills what a rule found into its sentence, and asks the rules about events when it is told which are on', () => {
    const poem = defineIntegration({
      name: 'poem',
      title: 'Poem',
      summary: 'Tests.',
      category: 'common',
      fields: { verse: field.text({}) },
      events: { supported: ['push', 'issue'] },
      requests: () => [],
      problems: { too_short: 'has {count} words only', no_rhyme: 'does not rhyme with {event}' },
      validate: ({ verse = '' }) =>
        verse.includes(' ') ? {} : { verse: { name: 'too_short', values: { count: 1 } } },
      validateEvents: ({ triggers }) =>
        triggers.includes('push') ? { verse: { name: 'no_rhyme', values: { event: 'push' } } } : {},
    });
    expect(() => validateSettings(poem, { verse: 'word' })).toThrow('verse has 1 words only');
    const settings = validateSettings(poem, { verse: 'two words' });
    expect(eventProblems(poem, settings, ['issue'])).toEqual(new Map());
    expect(eventProblems(poem, settings, ['issue', 'push']).get('verse')).toEqual([
      { key: 'poem.problems.no_rhyme', values: { event: 'push' }, text: 'does not rhyme with push' },
    ]);
    expect(eventProblems(tracker, { url: 'https://example.com' }, ['push'])).toEqual(new Map());
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
