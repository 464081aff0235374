import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import type { Demo } from './demo.ts';
import { EventPublisher } from './event-publisher.ts';
import { eventStream } from './event-stream.ts';
import type { DemoEvent } from './event-stream.ts';
import { followOutcomes } from './follow-outcomes.ts';
import { LiveView } from './live-view.ts';
import { LoggedAttempts } from './logged-attempts.ts';
import { subscribersOf } from './subscribers.ts';
import { lastOutcome } from './tally.ts';
import type { Tally } from './tally.ts';

export interface LiveOptions {
  /** Ends the run. */
  readonly signal: AbortSignal;
  readonly tally: Tally;
  /** What the ids of its events begin with. */
  readonly run: string;
}

/** Begins the ids of all events that demos publish: retries of an earlier one are not worth a line. */
export const DEMO_RUN = 'demo-';

const EVENTS_PER_SECOND = 5;
const SWEEP_MS = 500;
const SUMMARY_MS = 5000;

/** Publishes events and shows what becomes of them, until the signal. */
export async function runLive(demo: Demo, { signal, tally, run }: LiveOptions): Promise<void> {
  const view = new LiveView((line) => {
    console.log(line);
  });
  const slugs = new Map(demo.integrations.map(({ id, slug }) => [id, slug]));
  const tail = await followOutcomes(demo.kafka, demo.topics, (outcome) => {
    const taken = tally.takeOutcome(outcome);
    if (taken !== undefined) view.update(taken);
    else if (!outcome.eventId.startsWith(DEMO_RUN))
      view.showForeign(outcome, slugs.get(outcome.integrationId) ?? '?');
  });
  const log = await LoggedAttempts.connect(demo.stack.mongodbUri);
  const publisher = await EventPublisher.connect(demo.kafka, demo.topics.events.topic);
  const sweep = setInterval(() => {
    view.sweep(tally);
  }, SWEEP_MS);
  const summary = summarise(tally, log);
  try {
    for (const event of eventStream(run, Date.now())) {
      if (signal.aborted) break;
      await publish(event, { demo, tally, publisher });
      await sleep(1000 / EVENTS_PER_SECOND, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    clearInterval(sweep);
    clearInterval(summary);
    await Promise.all([tail.close(), log.close(), publisher.close()]);
  }
}

async function publish(
  event: DemoEvent,
  { demo, tally, publisher }: { demo: Demo; tally: Tally; publisher: EventPublisher },
): Promise<void> {
  const tallied = tally.expect(event, subscribersOf(event, demo.integrations));
  try {
    await publisher.publish(event);
  } catch (error) {
    tally.withdraw(tallied);
    const reason = error instanceof Error ? error.message : String(error);
    console.error(pc.red(`${event.id} could not be published: ${reason}`));
  }
}

function summarise(tally: Tally, log: LoggedAttempts): NodeJS.Timeout {
  let before: number | undefined;
  const show = async (): Promise<void> => {
    const total = await log.total();
    before ??= total;
    const { events, delivered, dead } = tally.counts;
    const retrying = tally.deliveries.filter((delivery) => {
      const outcome = lastOutcome(delivery)?.outcome;
      return outcome === 'retrying' || outcome === 'parked';
    });
    const parts = [
      `in ${String(events)}`,
      pc.green(`delivered ${String(delivered)}`),
      pc.yellow(`retrying ${String(retrying.length)}`),
      pc.red(`dead ${String(dead)}`),
      `logged ${String(total - before)}`,
    ];
    console.log(`${pc.dim('───────')}  ${parts.join(pc.dim(' · '))}`);
  };
  const showOrExplain = (): void => {
    show().catch((error: unknown) => {
      console.error(
        pc.red(`the request log can't be read: ${error instanceof Error ? error.message : String(error)}`),
      );
    });
  };
  showOrExplain();
  return setInterval(showOrExplain, SUMMARY_MS);
}
