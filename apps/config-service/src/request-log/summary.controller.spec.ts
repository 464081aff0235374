import { Clock } from '../settings/clock.ts';
import { SettableClock } from '../testing/settable-clock.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import type { IntegrationSummary } from './delivery-summary.ts';
import type { FullAttempt } from './request-log.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;
const PATH = '/api/v4/projects/7/integrations';

function attempt(integrationId: string, minutesAgo: number, changes: Partial<FullAttempt> = {}): FullAttempt {
  const at = new Date(NOON - minutesAgo * MINUTE_MS);
  return {
    ...{
      id: `${integrationId}:${minutesAgo}:0`,
      deliveryId: 'd',
      eventId: 'e',
      integrationId,
      name: 'webhook',
      projectKey: '7',
    },
    ...{ trigger: 'push', revision: 1, attempt: 1, step: 0, outcome: 'delivered', at, durationMs: 1 },
    ...{ record: 'integration.deliveries/0/1', expiresAt: at, ...changes },
  };
}

describe('the summary of a scope', () => {
  let service: TestApp;

  beforeAll(async () => {
    const clock = new SettableClock();
    clock.pass(-MINUTE_MS);
    service = await startTestApp({}, [{ provide: Clock, useValue: clock }]);
    const payload = { url: 'https://one.example' };
    for (const slug of ['webhook', 'webhook:quiet']) {
      await service.app.inject({
        ...{ method: 'PUT', url: `${PATH}/${slug}`, payload },
        headers: { 'private-token': TOKENS.project },
      });
    }
    const [row] = await service.store.listScope('project:7');
    const id = row?.id ?? '';
    service.log.attempts.push(
      attempt(id, 5, { outcome: 'retrying' }),
      attempt(id, 10),
      attempt(id, 59),
      attempt(id, 61, { outcome: 'dead' }),
      attempt(id, 62, { outcome: 'ignored' }),
      attempt(id, 63, { requested: { id: 'r', kind: 'test', documents: 1 } }),
      attempt(id, 25 * 60),
      attempt('another', 5),
    );
  });
  afterAll(() => service.app.close());

  it('counts what each active integration sent, hour by hour', async () => {
    const answer = await service.app.inject({
      url: `${PATH}/summary`,
      headers: { 'private-token': TOKENS.project },
    });
    const [busy, quiet] = answer.json<IntegrationSummary[]>();
    expect(busy).toMatchObject({
      ...{ slug: 'webhook', last_delivery_at: '2026-03-01T11:55:00.000Z', last_outcome: 'retrying' },
      ...{ deliveries_24h: 4, succeeded_24h: 2 },
    });
    expect(busy?.hourly).toHaveLength(24);
    expect(busy?.hourly.slice(-2)).toEqual([
      { hour: '2026-03-01T10:00:00.000Z', delivered: 0, failed: 1 },
      { hour: '2026-03-01T11:00:00.000Z', delivered: 2, failed: 1 },
    ]);
    expect(quiet).toMatchObject({ slug: 'webhook:quiet', last_delivery_at: null, deliveries_24h: 0 });
  });
});
