import type { Setting } from '@patchbay/service-kit/config';

const DURATION_UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;
const BYTE_UNITS = [
  ['GiB', 1_073_741_824],
  ['MiB', 1_048_576],
  ['KiB', 1024],
] as const;

/** A value as it is written in the environment: `25s`, `64MiB`, `a,b`. */
export function environmentText({ type }: Setting, value: unknown): string {
  if (Array.isArray(value)) {
    const isDurations = type === 'list of durations';
    return value.map((entry) => (isDurations ? withUnit(entry, DURATION_UNITS, 'ms') : String(entry))).join();
  }
  if (type === 'duration') return withUnit(value, DURATION_UNITS, 'ms');
  if (type === 'bytes') return withUnit(value, BYTE_UNITS, 'B');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The bounds in words, as far as there are any. */
export function rangeText(setting: Setting): string {
  const { min, max } = setting.info;
  const shown = (bound: number): string => environmentText(setting, bound);
  if (min !== undefined && max !== undefined) return `${shown(min)} to ${shown(max)}`;
  if (min !== undefined) return `at least ${shown(min)}`;
  return max === undefined ? '' : `at most ${shown(max)}`;
}

/** The largest unit that leaves no fraction. */
function withUnit(
  value: unknown,
  units: readonly (readonly [name: string, size: number])[],
  smallest: string,
): string {
  const amount = Number(value);
  const [name, size] = units.find(([, one]) => amount !== 0 && amount % one === 0) ?? [smallest, 1];
  return `${amount / size}${name}`;
}
