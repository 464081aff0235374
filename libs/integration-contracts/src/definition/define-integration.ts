import { TRIGGER_INFO } from '../events/index.ts';
import type { EventFacts, EventView, JsonObject, Trigger } from '../events/index.ts';
import type { Fields, RoutingSettingsOf, SettingsOf } from './field.ts';
import type { RequestSpec, ResponseView, Skip } from './request.ts';

/** Where an integration's settings may be written. */
export type Level = 'project' | 'group' | 'instance';

export type IntegrationCategory =
  'chat' | 'ci' | 'common' | 'issue_tracker' | 'monitoring' | 'third_party_wiki' | 'web_hook';

/** The event as a request builder sees it; `view` is narrowed by the supported triggers. */
export interface IntegrationEvent<T extends Trigger = Trigger> {
  readonly trigger: T;
  readonly facts: EventFacts;
  readonly payload: JsonObject;
  /** The payload's bytes exactly as they came in. */
  readonly body: Uint8Array;
  /** Normalised, computed on first use. */
  readonly view: Extract<EventView, { trigger: T }>;
}

/** A generator yields requests and is resumed with each answer; it must be pure between the two. */
export type RequestPlan =
  RequestSpec | readonly RequestSpec[] | Skip | Generator<RequestSpec, Skip | undefined, ResponseView>;

/** What a 2xx answer means when the product reports failures inside it. */
export type BodyVerdict =
  { readonly ok: true } | { readonly ok: false; readonly isRetryable: boolean; readonly reason: string };

export interface EventDeclaration<T extends Trigger> {
  readonly supported: readonly T[];
  /** On when the settings do not say; the supported ones that GitLab has on by default when absent. */
  readonly default?: readonly NoInfer<T>[];
  /** Shown as switches; all supported ones when absent. */
  readonly configurable?: readonly NoInfer<T>[];
}

export interface DefinitionInput<F extends Fields, T extends Trigger> {
  /** Underscored, unique: `microsoft_teams`. Everything else that has a name derives from it. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly category: IntegrationCategory;
  /** All three when absent. */
  readonly levels?: readonly Level[];
  /** Whether one scope may hold several, told apart by a label: `webhook:audit`. */
  readonly isMultiple?: boolean;
  readonly fields: F;
  readonly events: EventDeclaration<T>;
  /** Decides in the dispatcher, from routing fields and facts alone; a text is the reason for not sending. */
  readonly filter?: (input: {
    readonly settings: RoutingSettingsOf<F>;
    readonly facts: EventFacts;
    readonly trigger: T;
  }) => true | string;
  readonly requests: (input: {
    readonly settings: SettingsOf<F>;
    readonly event: IntegrationEvent<T>;
  }) => RequestPlan;
  readonly verdict?: (response: ResponseView) => BodyVerdict;
  /** Rules across fields: problems by field name. Called with values that passed their own rules. */
  readonly validate?: (settings: Partial<SettingsOf<F>>) => Readonly<Record<string, string>>;
}

/** A definition with its types forgotten, as registries and services handle it. */
export interface IntegrationDefinition {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly category: IntegrationCategory;
  readonly levels: readonly Level[];
  readonly isMultiple: boolean;
  readonly fields: Fields;
  readonly events: Required<EventDeclaration<Trigger>>;
  readonly filter: (input: {
    settings: Readonly<Record<string, unknown>>;
    facts: EventFacts;
    trigger: Trigger;
  }) => true | string;
  readonly requests: (input: {
    settings: Readonly<Record<string, unknown>>;
    event: IntegrationEvent;
  }) => RequestPlan;
  readonly verdict: (response: ResponseView) => BodyVerdict;
  readonly validate: (settings: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>;
}

const ALL_LEVELS: readonly Level[] = ['project', 'group', 'instance'];
const OK: BodyVerdict = { ok: true };
const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * Declares an integration. `settings`, `event` and the filter's input are inferred from `fields` and `events`.
 * @throws TypeError when the declaration contradicts itself: a bad name, a secret routing field, an event that is not supported.
 */
export function defineIntegration<const F extends Fields, const T extends Trigger>(
  input: DefinitionInput<F, T>,
): IntegrationDefinition {
  const { supported } = input.events;
  const events = {
    supported,
    default: input.events.default ?? supported.filter((trigger) => TRIGGER_INFO[trigger].default),
    configurable: input.events.configurable ?? supported,
  };
  assertConsistent(input, events);
  // The registry holds definitions of different settings types; values are checked by the fields before they get here.
  const forgotten = input as unknown as IntegrationDefinition & Partial<IntegrationDefinition>;
  return {
    name: input.name,
    title: input.title,
    summary: input.summary,
    category: input.category,
    levels: input.levels ?? ALL_LEVELS,
    isMultiple: input.isMultiple ?? false,
    fields: input.fields,
    events,
    filter: input.filter === undefined ? () => true : forgotten.filter,
    requests: forgotten.requests,
    verdict: input.verdict ?? (() => OK),
    validate: input.validate === undefined ? () => ({}) : forgotten.validate,
  };
}

function assertConsistent(
  input: { name: string; fields: Fields },
  events: Required<EventDeclaration<Trigger>>,
): void {
  const fail = (problem: string): never => {
    throw new TypeError(`integration ${input.name}: ${problem}`);
  };
  if (!NAME.test(input.name)) fail('the name must be lower case words joined by underscores');
  for (const [name, { options, isSecret }] of Object.entries(input.fields)) {
    if (isSecret && options.routing === true) fail(`field ${name} is secret and can't be a routing field`);
  }
  for (const trigger of [...events.default, ...events.configurable]) {
    if (!events.supported.includes(trigger)) fail(`event ${trigger} is not among the supported ones`);
  }
}
