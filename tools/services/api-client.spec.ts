import { ApiClient } from './api-client.ts';

describe('the paths of the settings API', () => {
  it.each([
    ['instance', undefined, '/api/v4/admin/integrations'],
    ['group:acme/rockets', 'slack', '/api/v4/groups/acme%2Frockets/integrations/slack'],
    ['project:1042', 'webhook:audit', '/api/v4/projects/1042/integrations/webhook%3Aaudit'],
  ] as const)('of %s', (scope, slug, path) => {
    expect(ApiClient.pathOf(scope, slug)).toBe(path);
  });
});
