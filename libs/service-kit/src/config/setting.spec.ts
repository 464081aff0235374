import { z } from 'zod';
import { loadConfig } from './load-config.ts';
import { parseDuration, setting } from './setting.ts';
import type { Setting } from './setting.ts';

function read<Value>(declared: Setting<Value>, text: string): Value {
  return loadConfig({ IT: declared }, { IT: text }).IT;
}

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['6h', 21_600_000],
    ['3d', 259_200_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '10', 's', '-1s', '1 s', '1w', '1e3s'])('refuses %p', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('setting', () => {
  const doc = 'It.';

  it('reads sizes, lists and booleans as people write them', () => {
    expect(read(setting.bytes({ doc }), '64MiB')).toBe(67_108_864);
    expect(read(setting.bytes({ doc }), '512')).toBe(512);
    expect(read(setting.list({ doc }), ' a, b,,c ')).toEqual(['a', 'b', 'c']);
    expect(read(setting.durations({ doc }), '10s,1m')).toEqual([10_000, 60_000]);
    expect(read(setting.boolean({ doc }), 'TRUE')).toBe(true);
    expect(read(setting.boolean({ doc }), '0')).toBe(false);
    expect(read(setting.number({ doc }), '0.25')).toBe(0.25);
    expect(read(setting.choice(['red', 'blue'], { doc }), 'blue')).toBe('blue');
    expect(read(setting.json(z.array(z.number()), { doc }), '[1,2]')).toEqual([1, 2]);
  });

  it.each<[string, Setting, string, RegExp]>([
    ['a size', setting.bytes({ doc }), '1 MB', /must be a size such as 8192, 64KiB or 16MiB/],
    ['a duration below its range', setting.duration({ doc, min: 50 }), '10ms', /must be at least 50 ms/],
    ['a number', setting.number({ doc }), 'many', /must be a number/],
    ['a boolean', setting.boolean({ doc }), 'maybe', /must be true or false/],
    ['a choice', setting.choice(['red', 'blue'], { doc }), 'green', /must be one of red, blue/],
    ['durations', setting.durations({ doc }), '10s,soon', /must be comma-separated durations/],
    ['an empty list of durations', setting.durations({ doc }), ',', /must be comma-separated durations/],
    ['JSON', setting.json(z.array(z.number()), { doc }), '[1,', /must be JSON/],
  ])('says what %s must look like', (_what, declared, text, message) => {
    expect(() => read(declared, text)).toThrow(message);
  });
});
