import type { DeliveryOutcome, HealthChange, HealthState } from '@patchbay/integration-contracts';
import type { HealthRules } from './health-rules.ts';
import { receiverSignal } from './receiver-signal.ts';

export interface LastFailure {
  readonly at: number;
  /** A code of the error table, or `http_<status>`. */
  readonly reason: string;
  /** 0 where there was no answer. */
  readonly status: number;
}

/** How far a partition of the results is folded in. */
export interface FoldedUpTo {
  readonly offset: number;
  /** The newest time stamp of its records; a topic that is made anew begins with lower offsets at later times. */
  readonly at: number;
}

/** How an integration does. All times are epoch milliseconds, by the clocks of those who were there. */
export interface IntegrationHealth {
  readonly id: string;
  readonly state: HealthState;
  /** Failures in a row that count. */
  readonly failures: number;
  readonly lastFailure: LastFailure | null;
  readonly lastSuccessAt: number | null;
  readonly pausedUntil: number | null;
  /** When the state, or its present pause, began; `null` while there was never another one. */
  readonly since: number | null;
  /** What was tried before says nothing any more. */
  readonly resetAt: number;
  /** Raised by each change of the state. */
  readonly version: number;
  readonly foldedUpTo: Readonly<Record<string, FoldedUpTo>>;
  /** Changes that nobody was told of yet, oldest first. */
  readonly pending: readonly HealthChange[];
  /** Raised by each write; 0 for what is not stored. */
  readonly revision: number;
}

/** Outcomes of one integration in a record of the results. */
export interface ResultRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly outcomes: readonly DeliveryOutcome[];
}

export function unknownHealth(id: string): IntegrationHealth {
  return {
    ...{ id, state: 'healthy', failures: 0, lastFailure: null, lastSuccessAt: null, pausedUntil: null },
    ...{ since: null, resetAt: 0, version: 0, foldedUpTo: {}, pending: [], revision: 0 },
  };
}

/** Folds in what was not yet: a record that comes again changes nothing. */
export function foldRecords(
  health: IntegrationHealth,
  records: readonly ResultRecord[],
  rules: HealthRules,
): IntegrationHealth {
  const fresh = records.filter((record) => !isFolded(health, record)).sort((a, b) => a.offset - b.offset);
  if (fresh.length === 0) return health;
  // Partitions are read side by side, and what happened first may come last.
  const outcomes = fresh.flatMap((record) => record.outcomes).sort((a, b) => a.at - b.at);
  const folded = outcomes.reduce((before, outcome) => foldOutcome(before, outcome, rules), health);
  return { ...folded, foldedUpTo: fresh.reduce(advanced, folded.foldedUpTo) };
}

/**
 * Somebody acted: what was tried before that time counts no more. It does not undo a state that began later, so that it may be told twice.
 * @param at epoch milliseconds
 */
export function resetHealth(health: IntegrationHealth, at: number): IntegrationHealth {
  if (at <= health.resetAt) return health;
  const isLater = health.since !== null && health.since > at;
  if (isLater) return { ...health, resetAt: at };
  return { ...healthy(health, at), resetAt: at };
}

function isFolded(
  { foldedUpTo }: IntegrationHealth,
  { partition, offset, timestampMs }: ResultRecord,
): boolean {
  const upTo = foldedUpTo[partition];
  return upTo !== undefined && offset <= upTo.offset && timestampMs <= upTo.at;
}

function advanced(
  foldedUpTo: IntegrationHealth['foldedUpTo'],
  { partition, offset, timestampMs }: ResultRecord,
): IntegrationHealth['foldedUpTo'] {
  const known = foldedUpTo[partition];
  const isMadeAnew = known !== undefined && offset <= known.offset && timestampMs > known.at;
  const reached = {
    offset: isMadeAnew ? offset : Math.max(offset, known?.offset ?? 0),
    at: Math.max(timestampMs, known?.at ?? 0),
  };
  return { ...foldedUpTo, [partition]: reached };
}

function foldOutcome(
  health: IntegrationHealth,
  outcome: DeliveryOutcome,
  rules: HealthRules,
): IntegrationHealth {
  const signal = receiverSignal(outcome);
  if (signal === undefined) return health;
  if (signal === 'success') return succeeded(health, outcome.at);
  const { at, durationMs, reason = '', status } = outcome;
  const begunAt = at - durationMs;
  if (begunAt < health.resetAt) return health;
  const isNewest = at >= (health.lastFailure?.at ?? 0);
  const told = isNewest ? { ...health, lastFailure: { at, reason, status } } : health;
  if (health.state === 'off') return told;
  if (signal === 'gone') return changed({ ...told, failures: told.failures + 1 }, { state: 'off', at });
  // All that were under way when it was paused failed for the same reason, and were counted with the one that paused it.
  if (begunAt < (health.pausedUntil ?? 0)) return told;
  return failedOnceMore({ ...told, failures: told.failures + 1 }, at, rules);
}

function succeeded(health: IntegrationHealth, at: number): IntegrationHealth {
  const told = { ...health, lastSuccessAt: Math.max(at, health.lastSuccessAt ?? 0) };
  return at < (health.since ?? 0) ? told : healthy(told, at);
}

function failedOnceMore(health: IntegrationHealth, at: number, rules: HealthRules): IntegrationHealth {
  const { failures } = health;
  if (rules.maxFailures > 0 && failures >= rules.maxFailures) return changed(health, { state: 'off', at });
  const pauses = failures - rules.failuresBeforePause;
  if (pauses <= 0) return health;
  const pauseMs = Math.min(rules.maxPauseMs, rules.firstPauseMs * 2 ** (pauses - 1));
  return changed(health, { state: 'paused', at, pausedUntil: at + pauseMs });
}

function healthy(health: IntegrationHealth, at: number): IntegrationHealth {
  const calm = { ...health, failures: 0 };
  return health.state === 'healthy' ? calm : changed(calm, { state: 'healthy', at });
}

function changed(
  health: IntegrationHealth,
  {
    state,
    at,
    pausedUntil,
  }: { readonly state: HealthState; readonly at: number; readonly pausedUntil?: number },
): IntegrationHealth {
  const next = { ...health, state, since: at, pausedUntil: pausedUntil ?? null, version: health.version + 1 };
  return { ...next, pending: [...health.pending, changeOf(next)] };
}

/** The state as others are told of it. */
export function changeOf(health: IntegrationHealth): HealthChange {
  const { id: integrationId, state, pausedUntil, since, failures, version } = health;
  return {
    ...{ integrationId, state, failures, version, since: since ?? 0 },
    ...(pausedUntil !== null && { pausedUntil }),
  };
}
