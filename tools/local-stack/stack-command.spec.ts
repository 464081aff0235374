import { parseCommand } from './stack-command.ts';

describe('the command line', () => {
  it('reads a command and a data folder', () => {
    expect(parseCommand(['up'])).toEqual({ verb: 'up' });
    expect(parseCommand(['reset', '--data-dir', 'elsewhere'])).toEqual({
      verb: 'reset',
      dataDir: 'elsewhere',
    });
  });

  it('helps when nothing is asked for', () => {
    expect(parseCommand([])).toEqual({ verb: 'help' });
  });

  it.each([[['uo']], [['up', 'down']], [['--force']], [['up', '--data-dir']]])(
    'explains itself for %j',
    (args) => {
      expect(() => parseCommand(args)).toThrow(/npm run stack -- COMMAND/);
    },
  );
});
