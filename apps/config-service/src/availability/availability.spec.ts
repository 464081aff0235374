import { defineIntegration } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { Availability } from './availability.ts';
import { OpenFeatureFlags, listedFlags } from './openfeature-flags.ts';

const define = (name: string, rest: Partial<IntegrationDefinition> = {}): IntegrationDefinition => ({
  ...defineIntegration({
    ...{ name, title: name, summary: '', category: 'common' },
    fields: {},
    events: { supported: [] },
  }),
  ...rest,
});
const plain = define('plain');
const mock = define('mock', { isDevelopmentOnly: true });
const flagged = define('flagged', { flag: 'new_things' });
const projectOnly = define('project_only', { levels: ['project'] });
const all = [plain, mock, flagged, projectOnly];

function availability({ allowed = [] as string[], isDevelopment = false, flags = [] as string[] } = {}) {
  const config = { INTEGRATIONS_ALLOWED: allowed, DEVELOPMENT_INTEGRATIONS: isDevelopment };
  return new Availability(config, new OpenFeatureFlags(listedFlags(flags)));
}

const offered = async (options: Parameters<typeof availability>[0]): Promise<string[]> =>
  (await availability(options).offered(all)).map(({ name }) => name);

describe('what is offered', () => {
  it('is everything but what is for development or behind a flag, unless the operator says otherwise', async () => {
    expect(await offered({})).toEqual(['plain', 'project_only']);
    expect(await offered({ isDevelopment: true })).toEqual(['plain', 'mock', 'project_only']);
    expect(await offered({ flags: ['other', 'new_things'] })).toEqual(['plain', 'flagged', 'project_only']);
  });

  it('is limited to the allowed names, where there are any', async () => {
    expect(await offered({ allowed: ['plain', 'mock', 'flagged'] })).toEqual(['plain']);
  });

  it.each([
    [mock, 'integration_not_available', 'mock is for development only, which this installation is not for.'],
    [flagged, 'integration_not_available', 'flagged is behind a feature flag that is off.'],
    [projectOnly, 'level_not_available', 'project_only can be set up at project level only.'],
  ] as const)('refuses $name in a group and says why', async (definition, code, detail) => {
    const refused = availability().assertOffered(definition, 'group:a');
    await expect(refused).rejects.toMatchObject({ code, detail });
  });

  it('refuses what is not allowed', async () => {
    const refused = availability({ allowed: ['mock'] }).assertOffered(plain, 'project:7');
    await expect(refused).rejects.toMatchObject({
      code: 'integration_not_available',
      detail: 'plain is not among the integrations that the operator allows.',
    });
  });
});

describe('feature flags', () => {
  it('are whatever a provider says, and off where it fails', async () => {
    const provider = listedFlags(['one', 'two']);
    const flags = new OpenFeatureFlags({
      ...provider,
      metadata: { name: 'for tests' },
      resolveBooleanEvaluation: (key) =>
        key === 'one' ? Promise.resolve({ value: true }) : Promise.reject(new Error('out of order')),
    });
    expect(await Promise.all(['one', 'two'].map((flag) => flags.isOn(flag)))).toEqual([true, false]);
  });
});
