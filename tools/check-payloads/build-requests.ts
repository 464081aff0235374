import { describeEvent, routingValues } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  IntegrationEvent,
  OutboundSpec,
  ParsedEvent,
  RequestPlan,
  ResponseView,
  SettingsValues,
  Trigger,
} from '@patchbay/integration-contracts';

/** An integration with settings to try it with. */
export interface Candidate {
  readonly definition: IntegrationDefinition;
  readonly settings: SettingsValues;
}

const ANSWER: ResponseView = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
/** Where no broker has given one. */
const EVENT_ID = '8d0f4a3e-1c52-5b7e-9f21-6a4c1f0e7d35';
/** No integration needs as many calls for one event; a generator that goes on would never end. */
const MAX_REQUESTS = 20;

/**
 * Lets an integration decide about an event and build its requests, as dispatcher and worker would. Generators get the
 * answers in order and the last one from then on; without any, an empty JSON object.
 * @returns the requests; none when the integration has nothing to send.
 * @throws whatever the definition throws, and an Error for a request that could not be sent.
 */
export function buildRequests(
  { definition, settings }: Candidate,
  event: IntegrationEvent,
  answers: readonly ResponseView[] = [ANSWER],
): readonly OutboundSpec[] {
  definition.filter({
    settings: routingValues(definition, settings),
    facts: event.facts,
    trigger: event.trigger,
  });
  const requests = collect(definition.requests({ settings, event }), answers);
  requests.forEach(assertSendable);
  return requests;
}

/** The event as a request builder sees it. */
export function eventFor(parsed: ParsedEvent, body: Uint8Array, trigger: Trigger): IntegrationEvent {
  return { id: EVENT_ID, trigger, ...parsed, body, view: describeEvent(parsed, trigger) };
}

function collect(plan: RequestPlan, answers: readonly ResponseView[]): readonly OutboundSpec[] {
  if ('skip' in plan) return [];
  if ('next' in plan) return drive(plan, answers);
  return isList(plan) ? plan : [plan];
}

function isList(plan: OutboundSpec | readonly OutboundSpec[]): plan is readonly OutboundSpec[] {
  return Array.isArray(plan);
}

function drive(
  plan: Extract<RequestPlan, Generator>,
  answers: readonly ResponseView[],
): readonly OutboundSpec[] {
  const requests: OutboundSpec[] = [];
  const nextAnswer = (): ResponseView => answers[requests.length - 1] ?? answers.at(-1) ?? ANSWER;
  for (let step = plan.next(ANSWER); step.done !== true; step = plan.next(nextAnswer())) {
    requests.push(step.value);
    if (requests.length > MAX_REQUESTS) throw new Error(`more than ${MAX_REQUESTS} requests for one event`);
  }
  return requests;
}

function assertSendable(spec: OutboundSpec): void {
  if ('transport' in spec) {
    if (spec.transport === 'smtp' && spec.to.length === 0) throw new Error('the mail has no receiver');
    return;
  }
  const { url, headers, body } = spec;
  if (!URL.canParse(url)) throw new Error('the request has no valid URL');
  // The constructor refuses what may not stand in a header, such as a line break out of a commit message.
  new Headers(headers);
  if (typeof body === 'string' && headers['content-type']?.startsWith('application/json') === true)
    JSON.parse(body);
}
