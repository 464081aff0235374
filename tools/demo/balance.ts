import type { ExpectedDelivery, Tally } from './tally.ts';
import { endOf, lastOutcome } from './tally.ts';

/** The sums of a run, by integration and altogether. */
export interface BalanceRow {
  readonly name: string;
  readonly expected: number;
  readonly delivered: number;
  readonly dead: number;
  readonly ignored: number;
  /** Kept for an integration that is off. */
  readonly held: number;
  readonly pending: number;
  /** Deliveries that took more than one attempt. */
  readonly retried: number;
  /** Attempts that were made, as the outcomes on Kafka tell. */
  readonly attempts: number;
  /** Attempts in the request log in MongoDB. */
  readonly logged: number;
  /** Requests at the receiver. */
  readonly received: number;
  /** Deliveries that the receiver took more than once. */
  readonly duplicates: number;
}

export interface Balance {
  readonly rows: readonly BalanceRow[];
  readonly total: BalanceRow;
  /** What does not add up; empty when all is well. */
  readonly problems: readonly string[];
}

/** `<delivery id>:<attempt>` of each attempt that the outcomes tell of. */
function attemptsOf({ id, outcomes }: ExpectedDelivery): readonly string[] {
  const made = outcomes.filter(({ outcome, attempt }) => attempt > 0 && outcome !== 'parked');
  return [...new Set(made.map(({ attempt }) => `${id}:${String(attempt)}`))];
}

/** Compares what should have happened with what Kafka, MongoDB and the receivers each say did happen. */
export function balanceOf(tally: Tally, logged: ReadonlySet<string>): Balance {
  const names = [...new Set(tally.deliveries.map(({ integration }) => nameOf(integration)))].sort();
  const rows = names.map((name) =>
    rowOf(
      name,
      tally.deliveries.filter(({ integration }) => nameOf(integration) === name),
      logged,
    ),
  );
  const total = rowOf('all', tally.deliveries, logged);
  return { rows, total, problems: problemsOf(tally, total, logged) };
}

function nameOf({ slug, scope }: { readonly slug: string; readonly scope: string }): string {
  return `${slug} (${scope})`;
}

function rowOf(
  name: string,
  deliveries: readonly ExpectedDelivery[],
  logged: ReadonlySet<string>,
): BalanceRow {
  const ended = (end: ReturnType<typeof endOf>): number =>
    deliveries.filter((delivery) => endOf(delivery) === end).length;
  const attempts = deliveries.flatMap(attemptsOf);
  return {
    name,
    expected: deliveries.length,
    delivered: ended('delivered'),
    dead: ended('dead'),
    ignored: ended('ignored'),
    held: ended('held'),
    pending: ended(undefined),
    retried: deliveries.filter((delivery) => attemptsOf(delivery).length > 1).length,
    attempts: attempts.length,
    logged: attempts.filter((attempt) => logged.has(attempt)).length,
    received: deliveries.reduce((sum, { requests }) => sum + requests, 0),
    duplicates: deliveries.filter(({ accepted }) => accepted > 1).length,
  };
}

function problemsOf(tally: Tally, total: BalanceRow, logged: ReadonlySet<string>): string[] {
  const { deliveries, unexpected } = tally;
  const problems: string[] = [];
  const report = (count: number, what: string): void => {
    if (count > 0) problems.push(`${String(count)} ${what}`);
  };
  const named = (found: readonly ExpectedDelivery[]): string => found.slice(0, 3).map(describe).join('; ');
  const silent = deliveries.filter((delivery) => delivery.outcomes.length === 0);
  report(silent.length, `expected deliveries have no outcome on Kafka: ${named(silent)}`);
  const unfinished = deliveries.filter(
    (delivery) => delivery.outcomes.length > 0 && endOf(delivery) === undefined,
  );
  report(unfinished.length, `deliveries are still being retried: ${named(unfinished)}`);
  report(unexpected.length, `deliveries went to integrations that do not subscribe: ${ids(unexpected)}`);
  const unheard = deliveries.filter((delivery) => isDelivered(delivery) && delivery.accepted === 0);
  report(unheard.length, `deliveries count as delivered, but no receiver took them: ${named(unheard)}`);
  const untold = deliveries.filter((delivery) => !isDelivered(delivery) && delivery.accepted > 0);
  report(
    untold.length,
    `deliveries were taken by a receiver, but do not count as delivered: ${named(untold)}`,
  );
  const extra = logged.size - total.logged;
  report(total.attempts - total.logged, 'attempts on Kafka are missing in the request log');
  report(extra, 'attempts in the request log have no outcome on Kafka');
  if (total.received < total.attempts) {
    problems.push(`receivers saw ${String(total.received)} requests for ${String(total.attempts)} attempts`);
  }
  return problems;
}

function isDelivered(delivery: ExpectedDelivery): boolean {
  return lastOutcome(delivery)?.outcome === 'delivered';
}

function describe(delivery: ExpectedDelivery): string {
  const last = lastOutcome(delivery);
  const state = last === undefined ? '' : ` (${last.outcome}, attempt ${String(last.attempt)})`;
  return `${delivery.id} to ${nameOf(delivery.integration)}${state}`;
}

function ids(outcomes: Tally['unexpected']): string {
  return outcomes
    .slice(0, 3)
    .map(({ deliveryId, integrationId }) => `${deliveryId} to integration ${integrationId}`)
    .join('; ');
}
