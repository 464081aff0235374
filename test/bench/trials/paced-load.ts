import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBacklog } from '../event-backlog.ts';

export interface Pace {
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

const STEP_MS = 10;

/**
 * Publishes at a steady rate; what is late is made up for. The ids of the events tell when they were handed to Kafka's client.
 * @returns how many events were published
 */
export async function publishPaced(
  backlog: EventBacklog,
  { eventsPerSecond, seconds }: Pace,
  signal: AbortSignal,
): Promise<number> {
  const events = Math.round(eventsPerSecond * seconds);
  const startedAt = performance.now();
  let published = 0;
  while (published < events) {
    const due = Math.min(events, Math.floor(((performance.now() - startedAt) / 1000) * eventsPerSecond));
    if (due > published) {
      // Steps are further apart than a millisecond, so no id comes twice.
      await backlog.publish(`paced-${Date.now()}`, due - published, signal);
      published = due;
    }
    await sleep(STEP_MS, undefined, { signal });
  }
  return published;
}
