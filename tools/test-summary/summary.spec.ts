import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGood, summarise, summaryLine } from './summary.ts';

const GOOD = {
  success: true,
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function written(...runs: readonly Partial<typeof GOOD>[]): string[] {
  return runs.map((run, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify({ ...GOOD, ...run }));
    return file;
  });
}

describe('the sum of test runs', () => {
  it('adds up what passed', () => {
    const summary = summarise(written({}, { numPassedTests: 5 }));
    expect(summaryLine(summary)).toBe('12 passed, 0 failed');
    expect(isGood(summary)).toBe(true);
  });

  it('counts failed tests, and test files that could not run', () => {
    const summary = summarise(
      written({ success: false, numFailedTests: 2 }, { success: false, numRuntimeErrorTestSuites: 1 }),
    );
    expect(summaryLine(summary)).toBe('14 passed, 3 failed');
    expect(isGood(summary)).toBe(false);
  });

  it('is not good when a run left no results', () => {
    const summary = summarise([...written({}), join(folder, 'missing.json')]);
    expect(summaryLine(summary)).toBe('7 passed, 0 failed');
    expect(isGood(summary)).toBe(false);
    expect(summary.problems.join()).toMatch(/missing\.json is missing/);
  });

  it('is not good when tests were skipped', () => {
    const summary = summarise(written({ numPendingTests: 1 }));
    expect(summaryLine(summary)).toBe('7 passed, 0 failed, 1 skipped');
    expect(isGood(summary)).toBe(false);
  });

  it('is not good when nothing ran, or when jest failed without a failing test', () => {
    expect(isGood(summarise(written({ numPassedTests: 0 })))).toBe(false);
    expect(isGood(summarise(written({ success: false })))).toBe(false);
  });
});
