import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import { NO_POSITIONS } from './accounting.store.ts';

const SETTINGS = { webhook: 'https://hooks.slack.com/services/T/B/x' };

describe('the accounts in REST', () => {
  let service: TestApp;
  beforeEach(async () => {
    service = await startTestApp();
  });
  afterEach(() => service.app.close());

  const ask = async (method: 'GET' | 'PUT', path: string, token = TOKENS.admin): Promise<unknown> => {
    const payload = method === 'PUT' ? { payload: SETTINGS } : {};
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers: { 'private-token': token }, ...payload });
    return answer.json();
  };
  const nothing = { accepted: 0, delivered: 0, dead: 0, ignored: 0, pending: 0, at: null };

  it('has zeros before anything was counted', async () => {
    await ask('PUT', 'projects/7/integrations/slack');
    expect(await ask('GET', 'admin/accounting')).toEqual({ ...nothing, balance: 0, by_integration_kind: [] });
    expect(await ask('GET', 'projects/7/integrations/slack/accounting', TOKENS.project)).toEqual(nothing);
  });

  it('shows what was counted, and what of it is pending', async () => {
    await ask('PUT', 'projects/7/integrations/slack');
    const integrationId = (await service.store.listScope('project:7'))[0]?.id ?? '';
    const at = new Date('2026-03-01T12:00:00Z');
    const figures = { accepted: 9, delivered: 4, dead: 2, ignored: 1 };
    const to = { ...NO_POSITIONS, results: 1 };
    const partitions = [{ partition: 0, from: NO_POSITIONS, to, figures, balance: 1 }];
    const integrations = [{ integrationId, name: 'slack', figures }];
    await service.accounting.add({ at, partitions, integrations });
    const shown = { ...figures, pending: 2 };
    expect(await ask('GET', 'admin/accounting')).toEqual({
      ...{ ...shown, balance: 1, at: '2026-03-01T12:00:00.000Z' },
      by_integration_kind: [{ name: 'slack', ...shown }],
    });
    expect(await ask('GET', 'projects/7/integrations/slack/accounting')).toEqual({
      ...{ ...shown, at: '2026-03-01T12:00:00.000Z' },
    });
  });
});
