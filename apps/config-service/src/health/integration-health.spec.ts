import fc from 'fast-check';
import { anOutcome } from '../testing/an-outcome.ts';
import { changeOf, foldRecords, resetHealth, unknownHealth } from './integration-health.ts';
import type { IntegrationHealth, ResultRecord } from './integration-health.ts';
import type { HealthRules } from './health-rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RULES: HealthRules = {
  ...{ failuresBeforePause: 3, firstPauseMs: MINUTE, maxPauseMs: 24 * HOUR, maxFailures: 40 },
};

let offset = 0;
/** A record of its own for each outcome. */
const records = (...outcomes: Parameters<typeof anOutcome>[0][]): ResultRecord[] =>
  outcomes.map((one) => {
    offset += 1;
    return { partition: 0, offset, timestampMs: one.at, outcomes: [anOutcome(one)] };
  });
const failures = (...times: number[]) =>
  records(...times.map((at) => ({ at, outcome: 'retrying' as const })));
const fold = (health: IntegrationHealth, all: readonly ResultRecord[], rules = RULES): IntegrationHealth =>
  all.reduce((before, record) => foldRecords(before, [record], rules), health);

/** Fails whenever it is tried, which it is as soon as it may be. */
function failing(count: number, rules = RULES): IntegrationHealth[] {
  const states: IntegrationHealth[] = [];
  let health = unknownHealth('a');
  for (let failed = 0; failed < count; failed += 1) {
    health = fold(health, failures((health.pausedUntil ?? failed) + 10), rules);
    states.push(health);
  }
  return states;
}

describe('the health of an integration', () => {
  it('stays as it is after three failures, and is paused for a minute at the fourth', () => {
    const states = failing(4);
    expect(states.map(({ state }) => state)).toEqual(['healthy', 'healthy', 'healthy', 'paused']);
    const [at, until] = [states.at(-1)?.since ?? 0, states.at(-1)?.pausedUntil ?? 0];
    expect(until - at).toBe(MINUTE);
  });

  it('is paused twice as long with every failure after a pause, up to a day', () => {
    const pauses = failing(16)
      .slice(3)
      .map(({ since, pausedUntil }) => ((pausedUntil ?? 0) - (since ?? 0)) / MINUTE);
    expect(pauses.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(pauses.slice(10)).toEqual([1024, 1440, 1440]);
  });

  it('is off after the fortieth until a person acts, and never where the rules say so', () => {
    const states = failing(41);
    expect(states[38]).toMatchObject({ state: 'paused', failures: 39 });
    expect(states[39]).toMatchObject({ state: 'off', failures: 40, pausedUntil: null });
    expect(states[40]).toMatchObject({ state: 'off', failures: 40, version: states[39]?.version });
    expect(failing(100, { ...RULES, maxFailures: 0 }).at(-1)?.state).toBe('paused');
  });

  it('is healthy again with the first success', () => {
    const paused = fold(unknownHealth('a'), failures(1, 2, 3, 4));
    const well = fold(paused, records({ at: 90_000, outcome: 'delivered' }));
    expect(well).toMatchObject({ state: 'healthy', failures: 0, lastSuccessAt: 90_000, pausedUntil: null });
    expect(well.pending.map(({ state, version }) => [state, version])).toEqual([
      ['paused', 1],
      ['healthy', 2],
    ]);
    expect(changeOf(well)).toEqual(well.pending[1]);
  });

  it('counts all that were under way when it was paused as one failure', () => {
    const paused = fold(unknownHealth('a'), failures(1, 2, 3, 4));
    const { pausedUntil } = paused;
    const later = fold(paused, failures(4, 5, 6, 30_000));
    expect(later).toMatchObject({ failures: 4, pausedUntil, lastFailure: { at: 30_000 } });
    expect(fold(later, failures(61_000)).failures).toBe(5);
  });

  it('goes by when an attempt began, not by when it ended', () => {
    const paused = fold(unknownHealth('a'), failures(1, 2, 3, 4));
    const slow = records({ at: 70_000, durationMs: 69_000, outcome: 'retrying' });
    expect(fold(paused, slow)).toMatchObject({ failures: 4, version: 1 });
  });

  it('does not take an old success for a recovery', () => {
    const paused = fold(unknownHealth('a'), failures(11, 12, 13, 14));
    expect(fold(paused, records({ at: 10, outcome: 'delivered' }))).toMatchObject({
      ...{ state: 'paused', lastSuccessAt: 10 },
    });
  });

  it('is off at once where the endpoint is gone', () => {
    const gone = fold(unknownHealth('a'), records({ at: 5, outcome: 'dead', reason: 'gone', status: 410 }));
    expect(gone).toMatchObject({
      state: 'off',
      since: 5,
      lastFailure: { at: 5, reason: 'gone', status: 410 },
    });
  });

  it('is not touched by what a receiver has no part in', () => {
    const spared = records(
      { at: 1, outcome: 'parked', reason: 'breaker_open' },
      { at: 2, outcome: 'parked', reason: 'integration_paused' },
      { at: 3, outcome: 'ignored', reason: 'nothing to send' },
      { at: 4, outcome: 'dead', reason: 'definition_failed' },
      { at: 5, outcome: 'dead', reason: 'egress_refused' },
      { at: 6, outcome: 'dead', reason: 'integration_missing' },
      { at: 7, outcome: 'retrying', reason: 'breaker_open' },
      { at: 8, outcome: 'dead', reason: 'attempts_exhausted', durationMs: 0 },
    );
    expect(fold(unknownHealth('a'), spared)).toMatchObject({ failures: 0, lastFailure: null, version: 0 });
  });

  it.each(['http_404', 'http_503', 'timed_out', 'dns_failed', 'tls_failed', 'connection_failed'])(
    'counts %s as a failure',
    (reason) => {
      expect(fold(unknownHealth('a'), records({ at: 9, outcome: 'dead', reason }))).toMatchObject({
        ...{ failures: 1, lastFailure: { reason } },
      });
    },
  );

  it('counts a body that says no, and attempts that are used up', () => {
    const said = records(
      { at: 1, outcome: 'dead', reason: 'refused_by_body: channel_not_found' },
      { at: 2, outcome: 'dead', reason: 'attempts_exhausted', durationMs: 1 },
    );
    expect(fold(unknownHealth('a'), said).failures).toBe(2);
  });
});

describe('a reset', () => {
  it('makes it healthy, and what was tried before counts no more', () => {
    const off = fold(unknownHealth('a'), records({ at: 5, outcome: 'dead', reason: 'gone' }));
    const reset = resetHealth(off, 100);
    expect(reset).toMatchObject({ state: 'healthy', failures: 0, since: 100, version: 2 });
    const begunBefore = records({ at: 120, durationMs: 30, outcome: 'retrying' });
    expect(fold(reset, [...failures(99), ...begunBefore]).failures).toBe(0);
    expect(fold(reset, failures(110)).failures).toBe(1);
  });

  it('changes nothing when it is told twice, even where it failed again in between', () => {
    const reset = resetHealth(fold(unknownHealth('a'), failures(1, 2, 3, 4)), 100);
    expect(resetHealth(reset, 100)).toBe(reset);
    const again = fold(reset, failures(200, 201, 202, 203));
    expect(resetHealth(again, 100)).toBe(again);
    expect(again.state).toBe('paused');
  });

  it('does not undo what came about after it', () => {
    const paused = fold(unknownHealth('a'), failures(1, 2, 3, 200));
    expect(resetHealth(paused, 100)).toMatchObject({ state: 'paused', version: 1 });
  });
});

describe('folding', () => {
  it('puts what several partitions tell in the order in which it happened', () => {
    const one = [10, 30, 50].map((at) => anOutcome({ at, outcome: 'retrying' }));
    const other = [20, 40, 60].map((at) => anOutcome({ at, outcome: 'delivered' }));
    const both = [
      { partition: 0, offset: 1, timestampMs: 60, outcomes: one },
      { partition: 1, offset: 1, timestampMs: 60, outcomes: other },
    ];
    expect(foldRecords(unknownHealth('a'), both, { ...RULES, failuresBeforePause: 1 })).toMatchObject({
      ...{ state: 'healthy', failures: 0, version: 0 },
    });
  });

  it('begins anew with a topic that was made anew', () => {
    const old = [
      { partition: 0, offset: 900, timestampMs: 10, outcomes: [anOutcome({ at: 10, outcome: 'retrying' })] },
    ];
    const anew = [
      { partition: 0, offset: 0, timestampMs: 20, outcomes: [anOutcome({ at: 20, outcome: 'retrying' })] },
    ];
    expect(fold(unknownHealth('a'), [...old, ...anew, ...anew]).failures).toBe(2);
  });

  it('equals a naive count, whatever comes again and however partitions interleave', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { delivered, redelivered } = history;
        const folded = redelivered.reduce(
          (health, batch) => foldRecords(health, batch, SHORT_RULES),
          unknownHealth('a'),
        );
        expect(shown(folded)).toEqual(naive(delivered));
      }),
      { numRuns: 1000 },
    );
  });
});

const SHORT_RULES: HealthRules = { failuresBeforePause: 1, firstPauseMs: 10, maxPauseMs: 35, maxFailures: 6 };
const OUTCOMES = ['delivered', 'retrying', 'gone', 'parked'] as const;

/** fast-check's streams never end. */
const nextOf = (numbers: Iterator<number, undefined>): number => numbers.next().value ?? 0;

/** Outcomes in the order of time, on partitions; and the batches in which they come, some of them again. */
const histories = fc
  .record({
    steps: fc.array(
      fc.record({
        partition: fc.integer({ min: 0, max: 2 }),
        waitMs: fc.integer({ min: 1, max: 30 }),
        durationMs: fc.integer({ min: 0, max: 25 }),
        what: fc.oneof(
          { weight: 12, arbitrary: fc.constantFrom(...OUTCOMES) },
          fc.constant('retrying' as const),
        ),
      }),
      { maxLength: 60 },
    ),
    sizes: fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
    repeats: fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
  })
  .map(({ steps, sizes, repeats }) => {
    const offsets = [0, 0, 0];
    let at = 1000;
    const delivered = steps.map(({ partition, waitMs, durationMs, what }): ResultRecord => {
      at += waitMs;
      offsets[partition] = (offsets[partition] ?? 0) + 1;
      const said = what === 'gone' ? ({ outcome: 'dead', reason: 'gone' } as const) : { outcome: what };
      const outcomes = [anOutcome({ at, durationMs, ...said })];
      return { partition, offset: offsets[partition], timestampMs: at, outcomes };
    });
    const redelivered: ResultRecord[][] = [];
    for (let from = 0; from < delivered.length;) {
      const size = nextOf(sizes);
      // A consumer that takes over begins where the last commit was.
      const back = nextOf(repeats);
      redelivered.push(delivered.slice(Math.max(0, from - back), from + size).reverse());
      from += size;
    }
    return { delivered, redelivered };
  });

interface Shown {
  readonly state: string;
  readonly failures: number;
  readonly version: number;
}
const shown = ({ state, failures: count, version }: IntegrationHealth): Shown => ({
  state,
  failures: count,
  version,
});

/** The rules once more, as a loop over what happened. */
function naive(delivered: readonly ResultRecord[]): Shown {
  let [state, count, version, until, since] = ['healthy', 0, 0, 0, 0];
  const become = (next: string, at: number): void => {
    [state, version, since] = [next, version + 1, at];
  };
  for (const { outcome, at, durationMs, reason } of delivered.flatMap(({ outcomes }) => outcomes)) {
    if (outcome === 'parked') continue;
    if (outcome === 'delivered') {
      if (at < since) continue;
      [count, until] = [0, 0];
      if (state !== 'healthy') become('healthy', at);
      continue;
    }
    if (state === 'off') continue;
    const isGone = reason === 'gone';
    if (!isGone && at - durationMs < until) continue;
    count += 1;
    if (isGone || count >= SHORT_RULES.maxFailures) become('off', at);
    else if (count > SHORT_RULES.failuresBeforePause) {
      const doublings = count - SHORT_RULES.failuresBeforePause - 1;
      until = at + Math.min(SHORT_RULES.maxPauseMs, SHORT_RULES.firstPauseMs * 2 ** doublings);
      become('paused', at);
    }
  }
  return { state, failures: count, version };
}
