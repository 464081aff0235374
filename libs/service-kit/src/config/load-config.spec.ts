import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.ts';
import { setting } from './setting.ts';

const { jest } = import.meta;

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

  it('asks what must hold between settings once each is right by itself', () => {
    const check = jest.fn(({ PORT }: { readonly PORT: number }) => [`PORT ${PORT} is taken`]);
    expect(() => loadConfig(declaration, { URL: 'x', PORT: '81' }, [check])).toThrow('PORT 81 is taken');
    expect(() => loadConfig(declaration, { URL: 'x', PORT: 'y' }, [check])).toThrow('whole number');
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('does not bury a problem under a value of many lines', () => {
    expect(problemsOf({ URL: 'x', PORT: `1\n2` })).toEqual(['PORT: must be a whole number']);
  });
});

describe('a setting from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-config-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('has the text of the file, without the line break that ends it', () => {
    const url = loadConfig(declaration, { URL_FILE: file('url', ' kafka:1 \n\n') }).URL;
    expect(url).toBe(' kafka:1 \n');
    expect(loadConfig(declaration, { URL: 'x', SECRET_FILE: file('secret', '7\r\n') }).SECRET).toBe(7);
  });

  it('is missing where the file is empty', () => {
    expect(problemsOf({ URL_FILE: file('empty', '\n') })).toEqual(['URL is missing: Where it is.']);
  });

  it('is refused where the variable is set as well', () => {
    expect(problemsOf({ URL: 'x', URL_FILE: file('url', 'y') })).toEqual([
      'URL and URL_FILE are both set: remove one of them',
    ]);
  });

  it('names setting and path where the file can’t be read', () => {
    const path = join(folder, 'nowhere');
    expect(problemsOf({ URL: 'x', SECRET_FILE: path })).toEqual([
      `SECRET_FILE: ${path} can’t be read (ENOENT): give a file that this process may read`,
    ]);
  });

  it('never shows the content of a secret file', () => {
    expect(problemsOf({ URL: 'x', SECRET_FILE: file('secret', 'hunter2') })).toEqual([
      'SECRET: must be a whole number',
    ]);
  });
});
