import { AppError, EVENT_SAMPLES, TRIGGERS, parseEvent, slugOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, JsonObject, Trigger } from '@patchbay/integration-contracts';

/** What a caller wants to see sent: one of our samples by name, a payload of their own, or whatever fits. */
export type WantedEvent =
  | { readonly kind: 'sample'; readonly name: string }
  | { readonly kind: 'payload'; readonly payload: JsonObject }
  | { readonly kind: 'any' };

/** An event that no project sent. */
export interface TrialEvent {
  readonly trigger: Trigger;
  readonly body: Buffer;
}

/**
 * Finds or reads the event. A payload may stand for several triggers; the first that the integration supports is taken.
 * @throws AppError `invalid_request` for a name that no sample has, a payload that is no event, and events that the integration
 * does not send
 */
export function trialEvent(definition: IntegrationDefinition, wanted: WantedEvent): TrialEvent {
  const { supported } = definition.events;
  if (supported.length === 0)
    throw new AppError('invalid_request', `${definition.title} sends nothing for events.`);
  if (wanted.kind === 'payload') return fromPayload(definition, wanted.payload);
  const name = wanted.kind === 'sample' ? wanted.name : typicalEvent(definition);
  const [trigger, variant = 'typical'] = name.split('/');
  const sample = EVENT_SAMPLES.find((one) => one.trigger === trigger && one.name === variant);
  if (sample === undefined) {
    throw new AppError(
      'invalid_request',
      `event ${shown(name)} names no sample; it is a trigger (${TRIGGERS.join(', ')}) or trigger/variant.`,
    );
  }
  assertSupported(definition, [sample.trigger]);
  return { trigger: sample.trigger, body: Buffer.from(JSON.stringify(sample.payload)) };
}

function typicalEvent({ defaultTestEvent, events }: IntegrationDefinition): string {
  const [first = ''] = [defaultTestEvent, ...events.default, ...events.supported].flatMap((one) => one ?? []);
  return first;
}

function fromPayload(definition: IntegrationDefinition, payload: JsonObject): TrialEvent {
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new AppError('invalid_request', `payload: ${parsed.detail}`);
  const { trigger, also } = parsed.event.facts;
  return { trigger: assertSupported(definition, [trigger, ...also]), body };
}

function assertSupported(definition: IntegrationDefinition, triggers: readonly Trigger[]): Trigger {
  const { supported } = definition.events;
  const found = triggers.find((trigger) => supported.includes(trigger));
  if (found !== undefined) return found;
  throw new AppError(
    'invalid_request',
    `${slugOf(definition.name)} is not told of ${triggers.join(', ')}; it is of ${supported.join(', ')}.`,
  );
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
