import type { Outcome } from '@patchbay/integration-contracts';
import type { FullAttempt } from '../request-log/request-log.ts';

/** What a test came to. */
export interface TestReport {
  readonly success: boolean;
  readonly outcome: Outcome;
  /** Why it did not succeed: a code of the error table, `http_<status>`, or a definition's reason for sending nothing. */
  readonly reason: string | null;
}

/** @param attempts all requests of the test, in order */
export function testReport(attempts: readonly FullAttempt[]): TestReport {
  const last = attempts.at(-1);
  return {
    success: attempts.every(({ outcome }) => outcome === 'delivered'),
    outcome: last?.outcome ?? 'ignored',
    reason: last?.reason ?? null,
  };
}
