import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.ts';
import { setting } from './setting.ts';

const declaration = {
  PORT: setting.integer({ doc: 'Port.', default: 80, min: 1, max: 65_535 }),
  URL: setting.text({ doc: 'Where it is.' }),
  TIMEOUT: setting.duration({ doc: 'How long.', default: 1000 }),
  SECRET: setting.integer({ doc: 'A secret number.', default: 1, secret: true }),
  RULES: setting.json(z.object({ names: z.array(z.string()) }), { doc: 'Rules.', default: { names: [] } }),
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(declaration, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('gives typed, frozen values, with defaults for what is absent or empty', () => {
    const config = loadConfig(declaration, { URL: 'kafka:1', PORT: '', TIMEOUT: '2m' });
    expect(config).toEqual({ PORT: 80, URL: 'kafka:1', TIMEOUT: 120_000, SECRET: 1, RULES: { names: [] } });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports every problem at once, a line for each variable', () => {
    const problems = problemsOf({ PORT: '70000', TIMEOUT: 'soon', RULES: '{"names":[1]}' });
    expect(problems).toEqual([
      'PORT: must be at most 65535, but is "70000"',
      'URL is missing: Where it is.',
      'TIMEOUT: must be a duration such as 250ms, 10s, 1m, 6h or 3d, but is "soon"',
      expect.stringMatching(/^RULES\.names\.0: .+, but is /),
    ]);
  });

  it('has all of it in the message, which is what a person sees', () => {
    const load = (): unknown => loadConfig(declaration, { PORT: 'x' });
    expect(load).toThrow(
      'The configuration has 2 problem(s):\n  PORT: must be a whole number, but is "x"\n  URL is missing: Where it is.',
    );
  });

  it('never repeats the value of a secret', () => {
    const problems = problemsOf({ URL: 'x', SECRET: 'hunter2' });
    expect(problems).toEqual(['SECRET: must be a whole number']);
  });
});
