import { SAMPLES, describeEvent, parseEvent } from '@patchbay/integration-contracts';
import type { IntegrationEvent, JsonObject, Trigger } from '@patchbay/integration-contracts';

/** Member by member, since the compiler takes an event of one trigger for none of several. */
type SampleEvent<T extends Trigger> = Pick<IntegrationEvent<T>, keyof IntegrationEvent<T>>;

/** The typical event of a trigger, with some members of its payload replaced; those of `object_attributes` one by one. */
export function anEvent<T extends Trigger>(
  trigger: T,
  { object_attributes: attributes, ...changes }: JsonObject = {},
): SampleEvent<T> {
  const sample = SAMPLES[trigger];
  const payload: JsonObject = {
    ...sample,
    ...changes,
    ...(attributes !== undefined && {
      object_attributes: { ...(sample['object_attributes'] as JsonObject), ...(attributes as JsonObject) },
    }),
  };
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(`the payload is no event: ${parsed.detail}`);
  const { event } = parsed;
  // The view is that of the trigger asked for, which the compiler can't follow.
  const view = describeEvent(event, trigger) as IntegrationEvent<T>['view'];
  return { id: 'event-1', trigger, facts: event.facts, payload, body, view };
}
