import { parseCommand } from './fuzz-command.ts';

describe('the command line of fuzz-api', () => {
  it('has a fixed seed unless one is given, so that two runs ask the same', () => {
    expect(parseCommand([])).toEqual({ isHelp: false, examples: 8, seed: 1, only: undefined });
  });

  it('takes what it is told', () => {
    const given = parseCommand(['--examples', '200', '--seed', '7', '--only', '/admin/']);
    expect(given).toMatchObject({ examples: 200, seed: 7, only: '/admin/' });
  });

  it.each([
    ['--examples', '0'],
    ['--examples', 'many'],
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--seed', ''],
  ])('refuses %s %s and says what it takes', (name, value) => {
    expect(() => parseCommand([`${name}=${value}`])).toThrow(new RegExp(`^${name} must be a whole number`));
  });

  it('refuses what it does not know', () => {
    expect(() => parseCommand(['--exmaples', '5'])).toThrow(/--exmaples/);
  });
});
