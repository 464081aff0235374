import { defineIntegration } from '../definition/index.ts';
import { unavailability } from './availability.ts';

const ALL = { isDevelopment: true, isFlagOn: () => true };
const flagged = defineIntegration({
  name: 'flagged',
  title: 'Flagged',
  summary: 'Tests.',
  category: 'common',
  levels: ['project', 'group'],
  isDevelopmentOnly: true,
  flag: 'try_flagged',
  fields: {},
  events: { supported: [] },
});

describe('availability', () => {
  it.each([
    ['nothing, when all is allowed', 'group', ALL, undefined],
    ['its levels', 'instance', ALL, 'level'],
    ['being for development', 'project', { ...ALL, isDevelopment: false }, 'development_only'],
    ['the operator’s list', 'project', { ...ALL, allowed: new Set(['slack']) }, 'not_allowed'],
    [
      'its feature flag',
      'project',
      { ...ALL, isFlagOn: (flag: string) => flag !== 'try_flagged' },
      'flag_off',
    ],
  ] as const)('is limited by %s', (_what, level, rules, expected) => {
    expect(unavailability(flagged, level, rules)).toBe(expected);
  });
});
