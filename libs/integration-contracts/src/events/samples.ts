import { EVENT_CONTRACTS } from './event-contracts.ts';
import type { JsonObject } from './json.ts';
import { TRIGGERS } from './triggers.ts';
import type { Trigger } from './triggers.ts';

/** One made-up payload. */
export interface EventSample {
  /** `typical`, or what is special about it: `new_branch`, `failed`… */
  readonly name: string;
  /** The trigger it belongs to. That of `commit` is a push, so parsing it gives another primary trigger. */
  readonly trigger: Trigger;
  readonly payload: JsonObject;
}

/** All samples, those of each trigger together and the typical one first. */
export const EVENT_SAMPLES: readonly EventSample[] = TRIGGERS.flatMap((trigger) =>
  Object.entries(EVENT_CONTRACTS[trigger].samples).map(([name, payload]) => ({ name, trigger, payload })),
);

/** The typical payload of each trigger. */
export const SAMPLES = Object.fromEntries(
  TRIGGERS.map((trigger) => [trigger, EVENT_CONTRACTS[trigger].samples.typical]),
) as Readonly<Record<Trigger, JsonObject>>;
