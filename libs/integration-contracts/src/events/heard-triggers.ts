import type { EventFacts } from './event-facts.ts';
import type { Trigger } from './triggers.ts';

const NONE: readonly Trigger[] = [];

/**
 * The triggers of an event that an integration listens to, the event's own before those that follow from it. Most events stand for one trigger, and most integrations listen to it: then
 * nothing is made.
 */
export function heardTriggers(
  { trigger, also }: EventFacts,
  enabled: readonly Trigger[],
): readonly Trigger[] {
  if (also.length === 0) return enabled.includes(trigger) ? [trigger] : NONE;
  return [trigger, ...also].filter((each) => enabled.includes(each));
}
