import {
  AppError,
  TRIGGERS,
  eventProblems,
  eventSwitch,
  field,
  invalidSettings,
  isAsked,
  problem,
  validateSettings,
} from '@patchbay/integration-contracts';
import type {
  Field,
  IntegrationDefinition,
  Problem,
  SettingsValues,
  Trigger,
} from '@patchbay/integration-contracts';

/** What is stored of an integration's own settings. */
export interface OwnSettings {
  readonly values: SettingsValues;
  readonly triggers: readonly Trigger[];
}

/** By field; a map, because names come from outside and `__proto__` is one of them. */
type Problems = Map<string, readonly Problem[]>;

const SWITCH = field.checkbox({}).schema;
const SWITCH_NAMES: ReadonlySet<string> = new Set(TRIGGERS.map(eventSwitch));
/** What GitLab's forms show in place of a stored secret; sent back, it means "unchanged". */
const GITLAB_MASK = '*'.repeat(12);
const TEXTUAL: ReadonlySet<string> = new Set(['text', 'textarea', 'password', 'url', 'select']);

/**
 * Applies a request's parameters to what is stored. Absent fields keep their value; null and '' clear one that is not
 * secret; a blank or masked secret is unchanged. A changed field that exposes secrets clears those not given with it.
 * @throws AppError `invalid_settings` with every problem by field
 */
export function mergeSettings(
  definition: IntegrationDefinition,
  stored: OwnSettings,
  parameters: SettingsValues,
): OwnSettings {
  const { fields, switches } = split(definition, parameters);
  const switched = switchTriggers(definition, stored.triggers, switches);
  const checked = mergeValues(definition, stored.values, fields);
  const problems: Problems = new Map([...switched.problems, ...checked.problems]);
  if (problems.size > 0) throw invalidSettings(problems);
  const ofEvents = eventProblems(definition, checked.values, switched.triggers);
  if (ofEvents.size > 0) throw invalidSettings(ofEvents);
  return { values: checked.values, triggers: switched.triggers };
}

/** A name can be both: a property of the integration that is also the switch of one of its triggers. */
function split(
  definition: IntegrationDefinition,
  parameters: SettingsValues,
): { fields: SettingsValues; switches: SettingsValues } {
  const entries = Object.entries(parameters);
  const isField = (name: string): boolean => Object.hasOwn(definition.fields, name);
  return {
    fields: Object.fromEntries(entries.filter(([name]) => isField(name) || !SWITCH_NAMES.has(name))),
    switches: Object.fromEntries(entries.filter(([name]) => SWITCH_NAMES.has(name))),
  };
}

function switchTriggers(
  definition: IntegrationDefinition,
  stored: readonly Trigger[],
  switches: SettingsValues,
): { triggers: Trigger[]; problems: Problems } {
  const on = new Set(stored);
  const problems: Problems = new Map();
  for (const [name, given] of Object.entries(switches)) {
    const parsed = SWITCH.safeParse(given);
    const switched = definition.events.supported.filter((trigger) => eventSwitch(trigger) === name);
    if (!parsed.success) problems.set(name, [problem('not_boolean')]);
    else if (parsed.data && switched.length === 0 && !Object.hasOwn(definition.fields, name)) {
      problems.set(name, [problem('event_not_heard')]);
    }
    for (const trigger of switched) {
      if (parsed.data === true) on.add(trigger);
      else on.delete(trigger);
    }
  }
  return { triggers: definition.events.supported.filter((trigger) => on.has(trigger)), problems };
}

function mergeValues(
  definition: IntegrationDefinition,
  stored: SettingsValues,
  fields: SettingsValues,
): { values: SettingsValues; problems: Problems } {
  const merged: Record<string, unknown> = { ...fields };
  const keptSecrets: string[] = [];
  for (const [name, declared] of Object.entries(definition.fields)) {
    const isGiven = Object.hasOwn(fields, name) && !(declared.isSecret && isUnchangedSecret(fields[name]));
    merged[name] = isGiven ? asText(declared, fields[name]) : stored[name];
    if (declared.isSecret && !isGiven && stored[name] !== undefined) keptSecrets.push(name);
  }
  const exposing = changedExposing(definition, stored, merged);
  const cleared = exposing.length > 0 ? keptSecrets : [];
  for (const name of cleared) merged[name] = undefined;
  const { values, problems } = validated(definition, merged, stored);
  for (const name of cleared) {
    if (problems.has(name))
      problems.set(name, [problem('secret_to_repeat', { fields: exposing.join(', ') })]);
  }
  return { values, problems };
}

/** The changed fields that expose secrets; one that is not asked for has no value, whatever was given or stored. */
function changedExposing(
  definition: IntegrationDefinition,
  before: SettingsValues,
  after: SettingsValues,
): string[] {
  const valueIn = (values: SettingsValues, name: string): unknown =>
    isAsked(definition, name, (other) => values[other]) ? values[name] : undefined;
  return Object.entries(definition.fields)
    .filter(
      ([name, declared]) =>
        declared.options.exposesSecrets === true &&
        isChanged(declared, valueIn(before, name), valueIn(after, name)),
    )
    .map(([name]) => name);
}

function isUnchangedSecret(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === GITLAB_MASK;
}

/** GitLab's clients send numeric ids of channels and rooms as numbers. */
function asText({ kind }: Field, value: unknown): unknown {
  return typeof value === 'number' && TEXTUAL.has(kind) ? String(value) : value;
}

/** Compares what would be stored: trimmed, parsed, with the default for a blank. */
function isChanged({ schema, options }: Field, before: unknown, after: unknown): boolean {
  const normal = (value: unknown): string => {
    const given = value === undefined || value === null || value === '' ? options.default : value;
    const parsed = schema.safeParse(typeof given === 'string' ? given.trim() : given);
    return JSON.stringify(parsed.success ? parsed.data : (given ?? null));
  };
  return normal(before) !== normal(after);
}

function validated(
  definition: IntegrationDefinition,
  merged: SettingsValues,
  stored: SettingsValues,
): { values: SettingsValues; problems: Problems } {
  try {
    return { values: validateSettings(definition, merged, stored), problems: new Map() };
  } catch (error) {
    if (!(error instanceof AppError) || error.fields === undefined) throw error;
    return { values: {}, problems: new Map(Object.entries(error.fields)) };
  }
}
