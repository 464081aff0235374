import { fieldProblems } from '../derive/field-problems.ts';
import { URL_PASSWORD_MASK } from './field-schemas.ts';
import { field } from './field.ts';
import type { Field } from './field.ts';

/** The first problem as a person reads it. */
function problemOf({ schema, options }: Field, value: unknown): string | undefined {
  const hint = { key: 'hint', values: {}, text: options.patternHint ?? '' };
  return fieldProblems(schema.safeParse(value).error?.issues ?? [], hint)[0]?.text;
}

describe('fields', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['On', true],
    [1, true],
    ['false', false],
    ['0', false],
    ['off', false],
    [0, false],
    [true, true],
  ])('reads the checkbox value %p as %p, since forms send texts', (given, value) => {
    expect(field.checkbox({}).schema.parse(given)).toBe(value);
  });

  it('refuses a checkbox value that says neither', () => {
    expect(problemOf(field.checkbox({}), 'perhaps')).toBe('must be true or false');
  });

  it('has a checkbox off unless the declaration says otherwise', () => {
    expect(field.checkbox({}).options.default).toBe(false);
    expect(field.checkbox({ default: true }).options.default).toBe(true);
  });

  it.each([
    ['not a url', 'must be a valid URL, for example https://example.com/path'],
    ['ftp://example.com/x', 'must start with https:// or http://'],
    ['https://', 'must be a valid URL, for example https://example.com/path'],
    [`https://ada:${URL_PASSWORD_MASK}@example.com`, 'holds a masked password; give the password again'],
    [42, 'must be a text'],
  ])('refuses %p as a URL', (value, problem) => {
    expect(problemOf(field.url({}), value)).toBe(problem);
  });

  it('accepts a URL with hosts only there and only over TLS', () => {
    const webhook = field.url({ hosts: ['discord.com'] });
    expect(problemOf(webhook, 'https://discord.com/api/webhooks/1/abc')).toBeUndefined();
    for (const url of [
      'http://discord.com/x',
      'https://discord.com.example.org/x',
      'https://example.org/discord.com',
    ]) {
      expect(problemOf(webhook, url)).toBe('must be an https:// address at discord.com');
    }
  });

  it('refuses NUL characters and texts that are too long', () => {
    expect(problemOf(field.text({}), 'a\0b')).toBe('must not contain NUL characters');
    expect(problemOf(field.text({ maxLength: 3 }), 'abcd')).toBe('must have at most 3 characters');
  });

  it('says in words what a pattern wants', () => {
    const key = field.text({ pattern: /^\w+$/, patternHint: 'must consist of letters' });
    expect(problemOf(key, 'a b')).toBe('must consist of letters');
    expect(problemOf(key, 'ab')).toBeUndefined();
  });

  it('reads numbers from texts and keeps their bounds', () => {
    const port = field.number({ min: 1, max: 10 });
    expect(port.schema.parse('7')).toBe(7);
    expect(problemOf(port, '11')).toBe('must be at most 10');
    expect(problemOf(port, 0)).toBe('must be at least 1');
    expect(problemOf(port, 'seven')).toBe('must be a number');
  });

  it('takes only the choices of a select', () => {
    const behaviour = field.select({
      choices: [
        ['Any', 'any'],
        ['All', 'all'],
      ],
    });
    expect(behaviour.schema.parse('all')).toBe('all');
    expect(problemOf(behaviour, 'none')).toBe('must be one of any, all');
  });

  it('splits a list given as text at commas and line ends', () => {
    expect(field.stringList({}).schema.parse(' a, b\n\nc,')).toEqual(['a', 'b', 'c']);
    expect(problemOf(field.stringList({ maxItems: 1 }), ['a', 'b'])).toBe('must have at most 1 entries');
    expect(problemOf(field.stringList({}), [1])).toBe('must be a list of texts');
  });

  it('makes every password a secret', () => {
    expect(field.password({}).isSecret).toBe(true);
    expect(field.text({}).isSecret).toBe(false);
    expect(field.url({ secret: true }).isSecret).toBe(true);
  });
});
