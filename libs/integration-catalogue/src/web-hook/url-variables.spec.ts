import fc from 'fast-check';
import { shownUrl, variablesProblem, withVariables } from './url-variables.ts';

const URL_WITH_KEY = 'https://hooks.example.com/{team}/in?key={key}';

describe('URL variables', () => {
  it('stand for the placeholders of their names', () => {
    const variables = 'team = rockets\nkey=a=b/c d\n\nunused=1';
    expect(variablesProblem(URL_WITH_KEY, variables)).toBeUndefined();
    expect(withVariables(URL_WITH_KEY, variables)).toBe(
      'https://hooks.example.com/rockets/in?key=a%3Db%2Fc%20d',
    );
  });

  it('leave a URL alone that has none', () => {
    expect(withVariables('https://hooks.example.com/{team}', undefined)).toBe(
      'https://hooks.example.com/{team}',
    );
    expect(withVariables('https://hooks.example.com/{team}', 'key=1')).toContain('{team}');
  });

  it('must be complete', () => {
    expect(variablesProblem(URL_WITH_KEY, 'team=rockets')).toEqual({
      name: 'missing_variable',
      values: { variable: 'key' },
    });
    expect(variablesProblem(URL_WITH_KEY)).toMatchObject({ values: { variable: 'team' } });
    expect(variablesProblem('https://hooks.example.com/')).toBeUndefined();
  });

  it.each(['no sign', '=nameless', 'key=', '1key=x', 'a-b=x', 'key=\ud800'])(
    'must be name=value: %j',
    (line) => {
      expect(variablesProblem('https://hooks.example.com/', `fine=1\n${line}`)).toEqual({
        name: 'bad_variable',
        values: { line: 2 },
      });
    },
  );

  it('are 20 at most', () => {
    const lines = Array.from({ length: 21 }, (_, index) => `v${index}=1`).join('\n');
    expect(variablesProblem('https://hooks.example.com/', lines)).toBe('too_many_variables');
  });

  it('never lead to another host, whatever their values are', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(value, (text) => {
        const variables = `key=${text}`;
        if (variablesProblem('https://{key}@hooks.example.com/{key}?{key}', variables) !== undefined) return;
        const url = new URL(withVariables('https://{key}@hooks.example.com/{key}?{key}', variables));
        expect(url.host).toBe('hooks.example.com');
      }),
    );
  });

  it('are shown by name only, and passwords not at all', () => {
    expect(shownUrl(URL_WITH_KEY)).toBe(URL_WITH_KEY);
    expect(shownUrl('https://ada:{key}@hooks.example.com/{team}')).toBe('https://hooks.example.com/{team}');
  });
});
