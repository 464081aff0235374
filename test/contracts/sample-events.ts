import type {
  EventSample,
  IntegrationDefinition,
  IntegrationEvent,
  JsonObject,
  OutboundSpec,
  RequestSpec,
  SettingsValues,
  Trigger,
} from '@patchbay/integration-contracts';
import { integrationByName } from '@patchbay/integration-catalogue';
import {
  EVENT_SAMPLES,
  SAMPLES,
  describeEvent,
  exampleSettings,
  parseEvent,
  validateSettings,
} from '@patchbay/integration-contracts';
import { planRequests } from './plan-requests.ts';

const EVENT_ID = '8d0f4a3e-1c52-5b7e-9f21-6a4c1f0e7d35';

/** The event that a payload stands for when an integration hears of it under `trigger`. */
export function eventOf(payload: JsonObject, trigger: Trigger): IntegrationEvent {
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(`the payload is no event: ${parsed.detail}`);
  const { event } = parsed;
  return { id: EVENT_ID, trigger, facts: event.facts, payload, body, view: describeEvent(event, trigger) };
}

export function samplesFor(definition: IntegrationDefinition): readonly EventSample[] {
  return EVENT_SAMPLES.filter(({ trigger }) => definition.events.supported.includes(trigger));
}

/** Settings as the worker has them: the definition's own example with the defaults filled in. */
export function settingsOf(definition: IntegrationDefinition, changes: SettingsValues = {}): SettingsValues {
  return validateSettings(definition, { ...exampleSettings(definition), ...changes });
}

/** The integration of that name. */
export function definitionOf(name: string): IntegrationDefinition {
  const definition = integrationByName(name);
  if (definition === undefined) throw new Error(`no integration ${name}`);
  return definition;
}

/** The HTTP requests for the typical payload of a trigger, when each is answered with `status`. */
export function send(
  name: string,
  trigger: Trigger,
  changes: SettingsValues = {},
  status = 200,
): readonly RequestSpec[] {
  const definition = definitionOf(name);
  const event = eventOf(SAMPLES[trigger], trigger);
  const plan = definition.requests({ settings: settingsOf(definition, changes), event });
  const requests = planRequests(plan, [{ status, headers: {}, body: '' }]);
  if ('skip' in requests) throw new Error(requests.skip);
  return requests.map(httpOnly);
}

/** The same where there must be exactly one request. */
export function sendOne(...input: Parameters<typeof send>): RequestSpec {
  const [request, ...others] = send(...input);
  if (request === undefined || others.length > 0) throw new Error(`${others.length} requests more than one`);
  return request;
}

/** @throws Error for a mail or lines of text */
export function httpOnly(spec: OutboundSpec): RequestSpec {
  if ('transport' in spec) throw new Error(`sent by ${spec.transport}, not HTTP`);
  return spec;
}
