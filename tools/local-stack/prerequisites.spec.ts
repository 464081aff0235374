import { javaMajor, missingLine, requireAll, type Prerequisite } from './prerequisites.ts';
import type { CommandResult, RunCommand } from './run-command.ts';

/** Knows only these commands, and what they print. */
const aMachineWith =
  (outputs: Record<string, string>): RunCommand =>
  (command) => {
    const stderr = outputs[command];
    const result: CommandResult = {
      code: stderr === undefined ? undefined : 0,
      stdout: '',
      stderr: stderr ?? '',
    };
    return Promise.resolve(result);
  };

const missingOn = async (machine: RunCommand, needed: Prerequisite[]): Promise<string> => {
  try {
    await requireAll(needed, machine);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('missing prerequisites', () => {
  it('are named all at once, a line each', async () => {
    const message = await missingOn(aMachineWith({}), ['java', 'maven']);
    expect(message.split('\n')).toEqual([missingLine('java'), missingLine('maven')]);
  });

  it('do not stop a machine that has them', async () => {
    const machine = aMachineWith({ java: 'openjdk version "17.0.15" 2025-04-15', mvn: 'Apache Maven 3.8.7' });
    expect(await missingOn(machine, ['java', 'maven'])).toBe('');
  });

  it('include a Java that is too old', async () => {
    expect(await missingOn(aMachineWith({ java: 'openjdk version "11.0.2"' }), ['java'])).toBe(
      missingLine('java'),
    );
  });

  it.each(['java', 'maven', 'python', 'pip', 'mongod'] as const)('tell in one line how to get %s', (what) => {
    expect(missingLine(what)).toMatch(/^[^\n]*not found[^\n]*install[^\n]*`[^`\n]+`[^\n]*$/);
  });
});

describe("Java's version", () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['no such thing', undefined],
  ])('is read from %s', (output, major) => {
    expect(javaMajor(output)).toBe(major);
  });
});
