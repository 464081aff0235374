import fc from 'fast-check';
import { aRetryState } from '../testing/a-delivery.ts';
import { planHold, planRetry } from './retry-plan.ts';
import type { FailedAttempt, RetryDecision, RetryPolicy } from './retry-plan.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const tiers = [10 * SECOND, 60 * SECOND, 600 * SECOND, HOUR, 6 * HOUR].map((delayMs) => ({
  delayMs,
  topic: `retry.${delayMs}`,
}));
const policy: RetryPolicy = { tiers, maxAttempts: 12, maxAgeMs: 72 * HOUR };
const NOW = 1_700_000_000_000;

const failed = (changes: Partial<FailedAttempt> = {}): FailedAttempt => ({
  previous: undefined,
  isPark: false,
  now: NOW,
  reason: 'http_503',
  step: 0,
  random: 0,
  ...changes,
});

const delayOf = (decision: RetryDecision): number | string =>
  decision.kind === 'retry' ? decision.tier.delayMs : decision.reason;

/** Fails again and again, each time when the retry falls due, until it is given up. */
function play(next: (turn: number) => Partial<FailedAttempt>, policyOfPlay = policy): RetryDecision[] {
  const decisions: RetryDecision[] = [];
  let previous: FailedAttempt['previous'];
  let now = NOW;
  while (decisions.length < 10_000) {
    const decision = planRetry(failed({ previous, now, ...next(decisions.length) }), policyOfPlay);
    decisions.push(decision);
    if (decision.kind === 'dead') break;
    previous = decision.state;
    now = decision.state.notBefore;
  }
  return decisions;
}

const turns = fc.array(
  fc.record({
    isPark: fc.boolean(),
    retryAfterMs: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined }),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 50 },
);

describe('planRetry', () => {
  it('gives the n-th failure the n-th delay, and the last one from then on', () => {
    const delays = play(() => ({})).map(delayOf);
    const expected = tiers.map(({ delayMs }) => delayMs);
    expect(delays.slice(0, 7)).toEqual([...expected, 6 * HOUR, 6 * HOUR]);
  });

  it('gives up at the twelfth attempt', () => {
    const decisions = play(() => ({}));
    expect(decisions).toHaveLength(12);
    expect(decisions.at(-1)).toEqual({ kind: 'dead', reason: 'attempts_exhausted' });
  });

  it('gives up when the next attempt would come after the age limit', () => {
    const firstAttemptAt = NOW - 72 * HOUR + 5 * SECOND;
    const previous = aRetryState({ firstAttemptAt, attempts: 0 });
    expect(delayOf(planRetry(failed({ previous }), policy))).toBe('attempts_exhausted');
    const justInTime = aRetryState({ firstAttemptAt: firstAttemptAt + 5 * SECOND, attempts: 0 });
    expect(delayOf(planRetry(failed({ previous: justInTime }), policy))).toBe(10 * SECOND);
  });

  it.each([
    ['shorter than the delay that is due anyway', 3 * SECOND, 10 * SECOND],
    ['exactly one of the delays', 600 * SECOND, 600 * SECOND],
    ['between two of them', 61 * SECOND, 600 * SECOND],
    ['longer than the last', 48 * HOUR, 6 * HOUR],
    ['longer than any number', Infinity, 6 * HOUR],
  ])('honours a Retry-After that is %s', (_name, retryAfterMs, delayMs) => {
    expect(delayOf(planRetry(failed({ retryAfterMs }), policy))).toBe(delayMs);
  });

  it('lets what was parked climb the ladder without using up attempts', () => {
    const decisions = play(() => ({ isPark: true })).slice(0, 3);
    expect(decisions.map(delayOf)).toEqual([10 * SECOND, 60 * SECOND, 600 * SECOND]);
    expect(decisions.at(-1)).toMatchObject({ state: { attempts: 0, parks: 3 } });
  });

  it('begins the ladder of parks anew after an attempt', () => {
    const previous = aRetryState({ attempts: 2, parks: 4, firstAttemptAt: NOW });
    expect(planRetry(failed({ previous }), policy)).toMatchObject({ state: { attempts: 3, parks: 0 } });
  });

  it('carries on what the next attempt needs to know', () => {
    const previous = aRetryState({ firstAttemptAt: NOW - 5000 });
    const decision = planRetry(failed({ previous, reason: 'timed_out', step: 2 }), policy);
    expect(decision).toMatchObject({
      state: { firstAttemptAt: NOW - 5000, lastOutcome: 'timed_out', step: 2, notBefore: NOW + 60 * SECOND },
    });
  });

  it('says so when there is no delay at all', () => {
    expect(() => planRetry(failed(), { ...policy, tiers: [] })).toThrow('RETRY_DELAYS');
  });

  it('never makes more attempts than allowed, nor any after the age limit', () => {
    fc.assert(
      fc.property(turns, fc.integer({ min: 1, max: 20 }), (plan, maxAttempts) => {
        const decisions = play((turn) => plan[turn % plan.length] ?? {}, { ...policy, maxAttempts });
        const states = decisions.flatMap((decision) => (decision.kind === 'retry' ? [decision.state] : []));
        expect(decisions.at(-1)?.kind).toBe('dead');
        for (const { attempts, notBefore } of states) {
          expect(attempts).toBeLessThan(maxAttempts);
          // Jitter may add a tenth of the last delay.
          expect(notBefore).toBeLessThanOrEqual(NOW + policy.maxAgeMs + 0.6 * HOUR);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never waits less than asked, unless that is longer than the last delay', () => {
    fc.assert(
      fc.property(turns, (plan) => {
        const decisions = play((turn) => plan[turn % plan.length] ?? {});
        for (const [turn, decision] of decisions.entries()) {
          if (decision.kind !== 'retry') continue;
          const asked = plan[turn % plan.length]?.retryAfterMs ?? 0;
          expect(decision.tier.delayMs).toBeGreaterThanOrEqual(Math.min(asked, 6 * HOUR));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never picks a shorter delay after more attempts of the same kind', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 0, max: 10 }), (isPark, failures) => {
        const at = (count: number): number | string => {
          const previous = aRetryState({ firstAttemptAt: NOW, attempts: count, parks: count });
          return delayOf(planRetry(failed({ previous, isPark }), { ...policy, maxAttempts: 100 }));
        };
        expect(at(failures + 1)).toBeGreaterThanOrEqual(at(failures) as number);
      }),
    );
  });

  it('costs a park no attempt, whatever came before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 50 }), (attempts, parks) => {
        const previous = aRetryState({ attempts, parks, firstAttemptAt: NOW });
        const decision = planRetry(failed({ previous, isPark: true }), policy);
        expect(decision).toMatchObject({ kind: 'retry', state: { attempts, parks: parks + 1 } });
      }),
    );
  });

  it('spreads retries over at most a tenth of their delay', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        const decision = planRetry(failed({ random }), policy);
        if (decision.kind !== 'retry') throw new Error('must be tried again');
        expect(decision.state.notBefore - NOW).toBeGreaterThanOrEqual(10 * SECOND);
        expect(decision.state.notBefore - NOW).toBeLessThanOrEqual(11 * SECOND);
      }),
    );
  });
});

describe('planHold', () => {
  const held = { previous: undefined, now: NOW, reason: 'integration_paused', random: 0 };

  it.each([
    ['a moment', 1, 10 * SECOND],
    ['as long as a topic waits', 60 * SECOND, 60 * SECOND],
    ['between two of them', 61 * SECOND, 600 * SECOND],
    ['longer than the last', 24 * HOUR, 6 * HOUR],
  ])('takes the topic that fits a pause of %s', (_name, leftMs, delayMs) => {
    const { tier, state } = planHold({ ...held, until: NOW + leftMs }, tiers);
    expect(tier.delayMs).toBe(delayMs);
    expect(state).toMatchObject({ notBefore: NOW + Math.min(leftMs, delayMs), parks: 1, attempts: 0 });
  });

  it('waits ever longer while nobody acts', () => {
    const delays = [0, 1, 2, 3, 4, 5, 300].map(
      (parks) => planHold({ ...held, previous: aRetryState({ parks }), until: Infinity }, tiers).tier.delayMs,
    );
    const ladder = tiers.map(({ delayMs }) => delayMs);
    expect(delays).toEqual([...ladder, 6 * HOUR, 6 * HOUR]);
  });

  it('costs neither an attempt nor age, and keeps its place in the plan of requests', () => {
    const tried = aRetryState({ attempts: 2, step: 1, firstAttemptAt: NOW - 100 * HOUR });
    const { state } = planHold({ ...held, previous: tried, until: NOW + 1 }, tiers);
    expect(state).toMatchObject({ attempts: 2, step: 1, firstAttemptAt: NOW - 100 * HOUR });
    const untried = aRetryState({ attempts: 0, firstAttemptAt: NOW - 100 * HOUR });
    expect(planHold({ ...held, previous: untried, until: NOW + 1 }, tiers).state.firstAttemptAt).toBe(NOW);
  });

  it('is never due before the pause is over, nor later than its topic may keep others waiting', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 48 * HOUR, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (leftMs, random) => {
          const { tier, state } = planHold({ ...held, until: NOW + leftMs, random }, tiers);
          expect(state.notBefore).toBeGreaterThanOrEqual(NOW + Math.min(leftMs, tier.delayMs) - 0.001);
          expect(state.notBefore).toBeLessThanOrEqual(NOW + 1.1 * tier.delayMs + 1);
        },
      ),
    );
  });
});
