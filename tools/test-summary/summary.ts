import { existsSync, readFileSync } from 'node:fs';

/** The part of a jest result file (`--json --outputFile`) that is summed. */
interface JestResults {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that broke before any test of theirs could run. */
  readonly numRuntimeErrorTestSuites: number;
}

export interface TestSummary {
  readonly passed: number;
  /** Test files that could not run count as one failure each. */
  readonly failed: number;
  readonly skipped: number;
  /** What is wrong beside failed tests, in sentences. */
  readonly problems: readonly string[];
}

/** Sums the results of several runs. A file that is missing is a problem: its run did not come to an end. */
export function summarise(files: readonly string[]): TestSummary {
  const problems: string[] = [];
  const sums = { passed: 0, failed: 0, skipped: 0 };
  for (const file of files) {
    if (!existsSync(file)) {
      problems.push(`${file} is missing: these tests did not run to the end`);
      continue;
    }
    const results = JSON.parse(readFileSync(file, 'utf8')) as JestResults;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    sums.passed += results.numPassedTests;
    sums.failed += failed;
    sums.skipped += results.numPendingTests + results.numTodoTests;
    if (failed === 0 && !results.success)
      problems.push(`${file}: jest reports a failure outside of the tests`);
  }
  if (sums.skipped > 0) problems.push('tests were skipped; a test that can’t run must fail');
  return { ...sums, problems };
}

/** `812 passed, 0 failed`, for people and for CI. */
export function summaryLine({ passed, failed, skipped }: TestSummary): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/** Whether everything ran and passed, and there was something to run. */
export function isGood({ passed, failed, problems }: TestSummary): boolean {
  return passed > 0 && failed === 0 && problems.length === 0;
}
