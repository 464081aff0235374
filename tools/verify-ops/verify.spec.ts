import { reportLines } from './report-lines.ts';
import { runbookCommands } from './runbook-steps.ts';
import { problemsOf, verify } from './verify.ts';
import type { Step } from './step.ts';

const world = { kafkaBrokers: [], mongodbUri: '', warmUpMs: 0 };
const fine = { what: 'one', isOk: true, detail: 'seen' };
const step = (name: string, run: () => Promise<(typeof fine)[]>): Step => ({ name, needs: 'files', run });

describe('verify', () => {
  it('takes the other steps when one fails as a whole', async () => {
    const broken = step('broken', () => Promise.reject(new Error('no program')));
    const reports = await verify([broken, step('sound', () => Promise.resolve([fine]))], world);
    expect(reports.map(({ step: name, findings }) => [name, findings.length])).toEqual([
      ['broken', 1],
      ['sound', 1],
    ]);
    expect(problemsOf(reports)).toEqual(['broken: broken: no program']);
  });

  it('does not take a step for sound that looked at nothing', async () => {
    const reports = await verify([step('empty', () => Promise.resolve([]))], world);
    expect(problemsOf(reports)).toEqual(['empty: nothing was looked at']);
  });

  it('prints a row for each step, and below them what is wrong', async () => {
    const wrong = { what: 'two', isOk: false, detail: 'gone' };
    const reports = await verify([step('half', () => Promise.resolve([fine, wrong]))], world);
    expect(reportLines(reports).map((line) => line.replace(/ +\d+\.\d s$/, ''))).toEqual([
      expect.stringMatching(/^step +looked at +wrong +time$/),
      expect.stringMatching(/^half +2 +1$/),
      '',
      'half: two: gone',
    ]);
  });
});

describe('runbookCommands', () => {
  it('finds the commands of shell blocks, each once, and nothing else', () => {
    const text =
      'Text `not this`\n\n```sh\n# why\ncurl a\ncurl b\n```\n\n```yaml\nno: one\n```\n\n```sh\ncurl a\n```\n';
    expect(runbookCommands(text)).toEqual(['curl a', 'curl b']);
  });
});
