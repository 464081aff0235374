import { setting } from '@patchbay/service-kit/config';
import type { Setting } from '@patchbay/service-kit/config';
import { environmentText, rangeText } from './setting-text.ts';

const info = { doc: 'Anything.' };

const VALUES: readonly (readonly [text: string, setting: Setting, value: unknown])[] = [
  ['25s', setting.duration(info), 25_000],
  ['1500ms', setting.duration(info), 1500],
  ['14d', setting.duration(info), 14 * 86_400_000],
  ['0ms', setting.duration(info), 0],
  ['64MiB', setting.bytes(info), 64 * 1024 * 1024],
  ['1000B', setting.bytes(info), 1000],
  ['10s,1m,6h', setting.durations(info), [10_000, 60_000, 21_600_000]],
  ['a,b', setting.list(info), ['a', 'b']],
  ['', setting.list(info), []],
  ['false', setting.boolean(info), false],
  ['-1', setting.integer(info), -1],
];

describe('a value as the environment has it', () => {
  it.each(VALUES)('is %s', (text, declared, value) => {
    expect(environmentText(declared, value)).toBe(text);
  });

  it.each(VALUES.filter(([text]) => text !== ''))('is read back from %s', (text, declared, value) => {
    expect(declared.schema.parse(text)).toEqual(value);
  });
});

describe('a range', () => {
  it('names the bounds that there are, with their units', () => {
    expect(rangeText(setting.duration({ ...info, min: 100, max: 60_000 }))).toBe('100ms to 1m');
    expect(rangeText(setting.bytes({ ...info, min: 1024 }))).toBe('at least 1KiB');
    expect(rangeText(setting.integer({ ...info, max: 5 }))).toBe('at most 5');
    expect(rangeText(setting.integer(info))).toBe('');
  });
});
