import type {
  EventSample,
  IntegrationDefinition,
  IntegrationEvent,
  JsonObject,
  RequestSpec,
  ResponseView,
  SettingsValues,
  Skip,
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

/** The event that a payload stands for when an integration hears of it under `trigger`. */
export function eventOf(payload: JsonObject, trigger: Trigger): IntegrationEvent {
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(`the payload is no event: ${parsed.detail}`);
  const { event } = parsed;
  return { trigger, facts: event.facts, payload, body, view: describeEvent(event, trigger) };
}

export function samplesFor(definition: IntegrationDefinition): readonly EventSample[] {
  return EVENT_SAMPLES.filter(({ trigger }) => definition.events.supported.includes(trigger));
}

/** Settings as the worker has them: the definition's own example with the defaults filled in. */
export function settingsOf(definition: IntegrationDefinition, changes: SettingsValues = {}): SettingsValues {
  return validateSettings(definition, { ...exampleSettings(definition), ...changes });
}

/** All the requests of a plan; a generator gets the same answer each time. */
export function requestsOf(
  definition: IntegrationDefinition,
  settings: SettingsValues,
  event: IntegrationEvent,
  answer: ResponseView = { status: 200, headers: {}, body: '' },
): readonly RequestSpec[] | Skip {
  const plan = definition.requests({ settings, event });
  if ('skip' in plan) return plan;
  if (!('next' in plan)) return 'url' in plan ? [plan] : plan;
  const requests: RequestSpec[] = [];
  for (let step = plan.next(answer); ; step = plan.next(answer)) {
    if (step.done !== true) requests.push(step.value);
    else return step.value ?? requests;
  }
}

/** The integration of that name. */
export function definitionOf(name: string): IntegrationDefinition {
  const definition = integrationByName(name);
  if (definition === undefined) throw new Error(`no integration ${name}`);
  return definition;
}

/** What an integration sends for the typical payload of a trigger, when each request is answered with `status`. */
export function send(
  name: string,
  trigger: Trigger,
  changes: SettingsValues = {},
  status = 200,
): readonly RequestSpec[] {
  const definition = definitionOf(name);
  const event = eventOf(SAMPLES[trigger], trigger);
  const answer = { status, headers: {}, body: '' };
  const requests = requestsOf(definition, settingsOf(definition, changes), event, answer);
  if ('skip' in requests) throw new Error(requests.skip);
  return requests;
}

/** The same where there must be exactly one request. */
export function sendOne(...input: Parameters<typeof send>): RequestSpec {
  const [request, ...others] = send(...input);
  if (request === undefined || others.length > 0) throw new Error(`${others.length} requests more than one`);
  return request;
}
