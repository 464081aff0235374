import { isSame, untouched } from './draft.ts';
import type { Draft } from './draft.ts';
import type { FieldValue, LoadedSettings } from './form-metadata.ts';

/** Something that somebody else changed while it was being changed here. */
export interface Disagreement {
  readonly kind: 'value' | 'event' | 'active' | 'inherits';
  /** Of the field or the event's switch; empty for the rest. */
  readonly name: string;
  readonly mine: FieldValue;
  readonly theirs: FieldValue;
}

export type Side = 'mine' | 'theirs';

export const keyOf = ({ kind, name }: Disagreement): string => `${kind} ${name}`;

interface Versions {
  /** What both started from. */
  readonly base: LoadedSettings;
  readonly mine: Draft;
  readonly theirs: LoadedSettings;
}

/** What both sides changed, and to different values. */
export function disagreements({ base, mine, theirs }: Versions): Disagreement[] {
  const [before, after] = [facts(untouched(base)), facts(untouched(theirs))];
  return facts(mine).flatMap((fact, at) => {
    const theirFact = after.find((one) => keyOf(one) === keyOf(fact));
    const [baseValue, theirValue] = [before[at]?.mine ?? null, theirFact?.mine ?? null];
    const isDisputed =
      !isSame(fact.mine, theirValue) && !isSame(fact.mine, baseValue) && !isSame(theirValue, baseValue);
    return isDisputed ? [{ ...fact, theirs: theirValue }] : [];
  });
}

/** Their settings with what was changed here on top; where both changed the same, the chosen side's. */
export function merged(versions: Versions, chosen: ReadonlyMap<string, Side>): Draft {
  const { base, mine, theirs } = versions;
  const [before, after] = [untouched(base), untouched(theirs)];
  const disputed = new Map(disagreements(versions).map((one) => [keyOf(one), one]));
  const pick = (kind: Disagreement['kind'], name: string, { own, old, their }: Three): FieldValue => {
    const key = `${kind} ${name}`;
    if (disputed.has(key)) return chosen.get(key) === 'theirs' ? their : own;
    return isSame(own, old) ? their : own;
  };
  const values = Object.keys(after.values).map((name) => {
    const three = {
      own: mine.values[name] ?? null,
      old: before.values[name] ?? null,
      their: after.values[name] ?? null,
    };
    return [name, pick('value', name, three)] as const;
  });
  const events = Object.keys(after.events).map((name) => {
    const three = {
      own: mine.events[name] === true,
      old: before.events[name] === true,
      their: after.events[name] === true,
    };
    return [name, pick('event', name, three) === true] as const;
  });
  return {
    inherits:
      pick('inherits', '', { own: mine.inherits, old: before.inherits, their: after.inherits }) === true,
    active: pick('active', '', { own: mine.active, old: before.active, their: after.active }) === true,
    values: Object.fromEntries(values),
    events: Object.fromEntries(events),
    secrets: mine.secrets,
  };
}

interface Three {
  readonly own: FieldValue;
  readonly old: FieldValue;
  readonly their: FieldValue;
}

function facts({ inherits, active, values, events }: Draft): Disagreement[] {
  const fact = (kind: Disagreement['kind'], name: string, mine: FieldValue): Disagreement => ({
    ...{ kind, name, mine },
    theirs: null,
  });
  return [
    fact('inherits', '', inherits),
    fact('active', '', active),
    ...Object.entries(values).map(([name, value]) => fact('value', name, value)),
    ...Object.entries(events).map(([name, isOn]) => fact('event', name, isOn)),
  ];
}
