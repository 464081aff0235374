import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { balanceOf } from './balance.ts';
import type { Balance } from './balance.ts';
import { balanceTable } from './balance-table.ts';
import type { Demo } from './demo.ts';
import { EventPublisher } from './event-publisher.ts';
import { eventStream } from './event-stream.ts';
import { followOutcomes } from './follow-outcomes.ts';
import { LoggedAttempts } from './logged-attempts.ts';
import type { Phases } from './phases.ts';
import { subscribersOf } from './subscribers.ts';
import type { Tally } from './tally.ts';

export interface OnceOptions {
  readonly phases: Phases;
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly run: string;
  readonly eventCount: number;
}

const EVENTS_PER_SECOND = 10;
const SETTLE_TIMEOUT_MS = 150_000;
/** What nobody expects has no end that could be waited for; so long it may still turn up. */
const STRAGGLER_MS = 2000;
const LOG_TIMEOUT_MS = 15_000;
const POLL_MS = 250;
/** The same events in every run. */
const SEED = 42;

/** Publishes a bounded round, waits until everything is settled and compares all sums. @returns whether they agree */
export async function runOnce(demo: Demo, options: OnceOptions): Promise<boolean> {
  const { phases, tally, eventCount, signal } = options;
  const tail = await followOutcomes(demo.kafka, demo.topics, (outcome) => {
    tally.takeOutcome(outcome);
  });
  const log = await LoggedAttempts.connect(demo.stack.mongodbUri);
  try {
    await phases.run(`${String(eventCount)} events are published`, () => publish(demo, options));
    await phases.run('deliveries are settled', () => untilSettled(tally, signal));
    await sleep(STRAGGLER_MS, undefined, { signal });
    const balance = await phases.run('the request log is compared', () => compare(tally, log, signal));
    print(tally, balance);
    return balance.problems.length === 0;
  } finally {
    await Promise.all([tail.close(), log.close()]);
  }
}

async function publish(demo: Demo, { tally, run, eventCount, signal }: OnceOptions): Promise<void> {
  const publisher = await EventPublisher.connect(demo.kafka, demo.topics.events.topic);
  try {
    const stream = eventStream(run, SEED);
    for (let number = 0; number < eventCount; number += 1) {
      const event = stream.next().value;
      tally.expect(event, subscribersOf(event, demo.integrations));
      await publisher.publish(event);
      await sleep(1000 / EVENTS_PER_SECOND, undefined, { signal });
    }
  } finally {
    await publisher.close();
  }
}

/** Goes on after the time limit as well: the balance then says what is missing. */
async function untilSettled(tally: Tally, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  while (tally.pending > 0 && Date.now() < deadline) await sleep(POLL_MS, undefined, { signal });
}

async function compare(tally: Tally, log: LoggedAttempts, signal: AbortSignal): Promise<Balance> {
  const eventIds = [...tally.events].map(({ event }) => event.id);
  const deadline = Date.now() + LOG_TIMEOUT_MS;
  for (;;) {
    const balance = balanceOf(tally, await log.ofEvents(eventIds));
    if (balance.problems.length === 0 || Date.now() > deadline) return balance;
    await sleep(POLL_MS, undefined, { signal });
  }
}

function print({ counts }: Tally, balance: Balance): void {
  const { total, problems } = balance;
  console.log(`\n${balanceTable(balance).join('\n')}\n`);
  console.log(`events in            ${String(counts.events)}`);
  console.log(`deliveries expected  ${String(total.expected)}`);
  console.log(
    `delivered            ${String(total.delivered)} (${String(total.retried)} needed more than one attempt)`,
  );
  console.log(`dead                 ${String(total.dead)}`);
  console.log(`ignored              ${String(total.ignored)}`);
  console.log(`held                 ${String(total.held)} for an integration that is off`);
  console.log(
    `attempts             ${String(total.attempts)} on Kafka, ${String(total.logged)} logged in MongoDB`,
  );
  console.log(`duplicates           ${String(total.duplicates)} at the receivers`);
  if (problems.length === 0) console.log(pc.green('\nthe sums are equal'));
  else
    console.error(
      pc.red(`\nthe sums do not add up:\n${problems.map((problem) => `  ${problem}`).join('\n')}`),
    );
}
