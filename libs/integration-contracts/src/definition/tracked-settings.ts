interface Changes<Settings extends object> {
  /** Whether that field, or any without a name, differs from what was stored. */
  changed(name?: keyof Settings & string): boolean;
  /** What was stored of a field. */
  was<Name extends keyof Settings & string>(name: Name): Settings[Name] | undefined;
}

/** Settings that know what they were before: `settings.url`, `settings.changed('url')`, `settings.was('url')`. */
export type Tracked<Settings extends object> = Readonly<Settings> & Changes<Settings>;

/**
 * Settings with what they were before. They can't be written: an assignment throws a TypeError, and so does one to `changed` or
 * `was`, which no field may be called.
 */
export function trackSettings<Settings extends object>(
  settings: Settings,
  before: Partial<Settings>,
): Tracked<Settings> {
  const isChanged = (name: keyof Settings): boolean => !isSame(settings[name], before[name]);
  const changes: Changes<Settings> = {
    changed: (name) => {
      if (name !== undefined) return isChanged(name);
      const names = new Set([...Object.keys(settings), ...Object.keys(before)]);
      return [...names].some((one) => isChanged(one as keyof Settings));
    },
    was: (name) => before[name],
  };
  // On the prototype, so that the properties are the fields and nothing else.
  const tracked: unknown = Object.assign(Object.create(Object.freeze(changes)) as object, settings);
  return Object.freeze(tracked) as Tracked<Settings>;
}

/** Values of fields are texts, numbers, booleans, or lists of texts. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => item === other[index]);
  }
  return (one ?? null) === (other ?? null);
}
