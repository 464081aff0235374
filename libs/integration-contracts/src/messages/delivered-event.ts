import type { IntegrationEvent } from '../definition/index.ts';
import { TRIGGER_INFO, accompaniment, describeEvent, parseEvent } from '../events/index.ts';
import type { EventFacts, Trigger } from '../events/index.ts';
import type { DeliveryHeaders } from './delivery-record.ts';

/**
 * The event of a delivery, as definitions see it; its view is made when it is asked for.
 * @throws TypeError when the body is no event: the dispatcher lets none through
 */
export function deliveredEvent(
  body: Uint8Array,
  { eventId, trigger, passThrough }: Pick<DeliveryHeaders, 'eventId' | 'trigger' | 'passThrough'>,
): IntegrationEvent {
  // What the publisher said in headers counts here as it did in the dispatcher; the trigger stands in for a missing kind.
  const gitlabEvent = TRIGGER_INFO[trigger].hookHeader;
  const parsed = parseEvent(body, { gitlabEvent, ...accompaniment(passThrough) });
  if (parsed.kind !== 'event') throw new TypeError(parsed.detail);
  const { event } = parsed;
  let view: IntegrationEvent['view'] | undefined;
  return {
    id: eventId,
    trigger,
    facts: withTrigger(event.facts, trigger),
    payload: event.payload,
    body,
    get view() {
      view ??= describeEvent(event, trigger);
      return view;
    },
  };
}

function withTrigger(facts: EventFacts, trigger: Trigger): EventFacts {
  return facts.trigger === trigger ? facts : { ...facts, trigger };
}
