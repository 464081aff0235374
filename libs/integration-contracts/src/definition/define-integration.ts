import { TRIGGER_INFO } from '../events/index.ts';
import type { EventFacts, EventView, JsonObject, Trigger } from '../events/index.ts';
import type { ProblemValues } from '../errors/index.ts';
import type { CiVariable, ExternalWiki, InboundCommands, IssueTracker, ProductQuery } from './features.ts';
import type { Field, Fields, RoutingSettingsOf, SettingsOf } from './field.ts';
import { skip } from './request.ts';
import type { OutboundSpec, ResponseView, Skip } from './request.ts';
import type { Tracked } from './tracked-settings.ts';

/** Where an integration's settings may be written. */
export type Level = 'project' | 'group' | 'instance';

export type IntegrationCategory =
  'chat' | 'ci' | 'common' | 'issue_tracker' | 'monitoring' | 'third_party_wiki' | 'web_hook';

/** The event as a request builder sees it; `view` is narrowed by the supported triggers. */
export interface IntegrationEvent<T extends Trigger = Trigger> {
  /** The same however often the event comes in. */
  readonly id: string;
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
  OutboundSpec | readonly OutboundSpec[] | Skip | Generator<OutboundSpec, Skip | undefined, ResponseView>;

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

/** The name of a problem, with what its sentence's `{placeholders}` stand for where it has some. */
export type RuleProblem<N extends string = string> = N | { readonly name: N; readonly values: ProblemValues };

/** What an integration may offer besides sending events. */
interface Features<Settings> {
  /** What "Test settings" sends; the sample of `defaultTestEvent` when absent. */
  readonly probe?: (input: { readonly settings: Settings }) => RequestPlan;
  /** The first supported event when absent. */
  readonly defaultTestEvent?: Trigger;
  readonly tracker?: IssueTracker<Settings>;
  readonly wiki?: ExternalWiki<Settings>;
  readonly queries?: Readonly<Record<string, ProductQuery<Settings>>>;
  readonly inbound?: InboundCommands<Settings>;
  /** Another program that reads these settings through the API and makes the calls itself. */
  readonly reader?: string;
  readonly ciVariables?: (input: { readonly settings: Settings }) => readonly CiVariable[];
}

interface Description {
  /** Underscored, unique: `microsoft_teams`. Everything else that has a name derives from it. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What has to be done on the product's side, in Markdown: where the token comes from, for example. */
  readonly help?: string;
  readonly category: IntegrationCategory;
}

interface AvailabilityInput {
  /** All three when absent. */
  readonly levels?: readonly Level[];
  /** Whether one scope may hold several, told apart by a label: `webhook:audit`. */
  readonly isMultiple?: boolean;
  /** Offered only where the operator has development integrations switched on. */
  readonly isDevelopmentOnly?: boolean;
  /** Key of a feature flag without which it is not offered. */
  readonly flag?: string;
  /** Why no one should set it up any more, and what to use in its place. */
  readonly deprecated?: string;
}

export interface DefinitionInput<F extends Fields, T extends Trigger, N extends string = never>
  extends Description, AvailabilityInput, Features<SettingsOf<F>> {
  readonly fields: F;
  readonly events: EventDeclaration<T>;
  /** Decides in the dispatcher, from routing fields and facts alone; a text is the reason for not sending. */
  readonly filter?: (input: {
    readonly settings: RoutingSettingsOf<F>;
    readonly facts: EventFacts;
    readonly trigger: T;
  }) => true | string;
  /** May be absent where no events are supported. */
  readonly requests?: (input: {
    readonly settings: SettingsOf<F>;
    readonly event: IntegrationEvent<T>;
  }) => RequestPlan;
  readonly verdict?: (response: ResponseView) => BodyVerdict;
  /** Sentences about settings that do not go together, by name; each continues a field's name: `is missing: …`. */
  readonly problems?: Readonly<Record<N, string>>;
  /** Rules across fields: the name of a problem by field. Called with values that passed their own rules. */
  readonly validate?: (settings: Tracked<Partial<SettingsOf<F>>>) => {
    readonly [K in keyof F]?: RuleProblem<NoInfer<N>>;
  };
  /** Rules that depend on the events that are on. Called with settings that are valid by themselves. */
  readonly validateEvents?: (input: {
    readonly settings: SettingsOf<F>;
    readonly triggers: readonly Trigger[];
  }) => {
    readonly [K in keyof F]?: RuleProblem<NoInfer<N>>;
  };
}

type Values = Readonly<Record<string, unknown>>;
type RuleProblems = Readonly<Record<string, RuleProblem>>;

/** A definition with its types forgotten, as registries and services handle it. */
export interface IntegrationDefinition extends Description, Features<Values> {
  readonly levels: readonly Level[];
  readonly isMultiple: boolean;
  readonly isDevelopmentOnly: boolean;
  readonly flag?: string;
  readonly deprecated?: string;
  readonly fields: Fields;
  readonly events: Required<EventDeclaration<Trigger>>;
  readonly filter: (input: { settings: Values; facts: EventFacts; trigger: Trigger }) => true | string;
  readonly requests: (input: { settings: Values; event: IntegrationEvent }) => RequestPlan;
  readonly verdict: (response: ResponseView) => BodyVerdict;
  readonly problems: Readonly<Record<string, string>>;
  readonly validate: (settings: Tracked<Values>) => RuleProblems;
  readonly validateEvents: (input: { settings: Values; triggers: readonly Trigger[] }) => RuleProblems;
}

const ALL_LEVELS: readonly Level[] = ['project', 'group', 'instance'];
const OK: BodyVerdict = { ok: true };
const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * Declares an integration. `settings`, `event` and the filter's input are inferred from `fields` and `events`.
 * @throws TypeError when the declaration contradicts itself: a bad name, a secret routing field, an event that is not supported.
 */
export function defineIntegration<
  const F extends Fields,
  const T extends Trigger = never,
  const N extends string = never,
>(input: DefinitionInput<F, T, N>): IntegrationDefinition {
  const { supported } = input.events;
  const events = {
    supported,
    default: input.events.default ?? supported.filter((trigger) => TRIGGER_INFO[trigger].default),
    configurable: input.events.configurable ?? supported,
  };
  // The registry holds definitions of different settings types; values are checked by the fields before they get here.
  const forgotten = input as unknown as Partial<IntegrationDefinition> & Description;
  const definition: IntegrationDefinition = {
    ...forgotten,
    levels: input.levels ?? ALL_LEVELS,
    isMultiple: input.isMultiple ?? false,
    isDevelopmentOnly: input.isDevelopmentOnly ?? false,
    fields: input.fields,
    events,
    filter: forgotten.filter ?? (() => true),
    requests: forgotten.requests ?? (() => skip('this integration sends no events')),
    verdict: input.verdict ?? (() => OK),
    problems: input.problems ?? {},
    validate: forgotten.validate ?? (() => ({})),
    validateEvents: forgotten.validateEvents ?? (() => ({})),
  };
  assertConsistent(definition, input.requests !== undefined);
  return definition;
}

function assertConsistent(definition: IntegrationDefinition, hasRequests: boolean): void {
  const { name, fields, events } = definition;
  const fail = (contradiction: string): never => {
    throw new TypeError(`integration ${name}: ${contradiction}`);
  };
  if (!NAME.test(name)) fail('the name must be lower case words joined by underscores');
  for (const [field, declared] of Object.entries(fields)) {
    const contradiction = contradictionOf(field, declared, fields);
    if (contradiction !== undefined) fail(`field ${field} ${contradiction}`);
  }
  for (const trigger of [...events.default, ...events.configurable]) {
    if (!events.supported.includes(trigger)) fail(`event ${trigger} is not among the supported ones`);
  }
  if (hasRequests !== events.supported.length > 0) fail('requests are declared if and only if events are');
}

function contradictionOf(name: string, { options, isSecret }: Field, fields: Fields): string | undefined {
  if (isSecret && options.routing === true) return "is secret and can't be a routing field";
  if (isSecret && options.dataField === true) return "is secret and can't be a data field";
  if (name === 'changed' || name === 'was') return 'has a name that stands for change tracking';
  const other = options.when?.field;
  return other === undefined || Object.hasOwn(fields, other)
    ? undefined
    : `depends on ${other}, which is no field`;
}
