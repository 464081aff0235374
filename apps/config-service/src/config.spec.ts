import { loadConfig } from '@patchbay/service-kit/config';
import { configServiceSettings } from './config.ts';
import { TEST_ENVIRONMENT } from './testing/test-app.ts';

const load = (environment: Record<string, string>) =>
  loadConfig(configServiceSettings, { ...TEST_ENVIRONMENT, ...environment });

describe('the integrations that the operator allows', () => {
  it('are named in a list, and are all of them without one', () => {
    expect(load({ INTEGRATIONS_ALLOWED: 'slack, webhook' }).INTEGRATIONS_ALLOWED).toEqual([
      'slack',
      'webhook',
    ]);
    expect(load({}).INTEGRATIONS_ALLOWED).toEqual([]);
  });

  it('must be in the catalogue, so that a misspelt one is found at once', () => {
    expect(() => load({ INTEGRATIONS_ALLOWED: 'slack,slak' })).toThrow(
      'INTEGRATIONS_ALLOWED: must name integrations, which slak does not',
    );
  });
});
