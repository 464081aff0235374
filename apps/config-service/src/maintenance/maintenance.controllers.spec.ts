import { someSettings } from '../testing/some-settings.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { SettingsPublisher } from '../settings/settings.publisher.ts';
import { KeyRotation } from './key-rotation.ts';

const key = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

describe('maintenance over HTTP', () => {
  let service: TestApp;
  beforeEach(async () => {
    service = await startTestApp({ SEALING_KEYS: `${key('k2', 2)},${key('k1', 1)}` });
  });
  afterEach(() => service.app.close());

  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
    const headers = { 'private-token': TOKENS.admin };
    const request = { method, url: `/api/v4/${path}`, headers, ...(payload && { payload }) };
    const { statusCode, body } = await service.app.inject(request);
    return { status: statusCode, body: body === '' ? null : (JSON.parse(body) as Record<string, unknown>) };
  }
  const lost = { key: 'k9', nonce: '', data: '' };

  it('starts a rotation, and shows how far it is and which keys are needed', async () => {
    await call('PUT', 'projects/7/integrations/webhook', { url: 'https://one.example' });
    const settings = someSettings({ scope: 'project:8', sealed: lost });
    await service.store.insert(settings);
    const started = await call('POST', 'admin/keys/rotate');
    expect(started).toMatchObject({
      status: 202,
      body: { rotation: { running: true, key: 'k2', total: 1 } },
    });
    await service.app.get(KeyRotation).work(new AbortController().signal, () => undefined);
    await service.app.get(SettingsPublisher).publishBatch();
    expect((await call('GET', 'admin/keys')).body).toEqual({
      primary_key: 'k2',
      unpublished: 0,
      keys: [
        { id: 'k2', settings: 1, primary: true, known: true, unused: false },
        { id: 'k1', settings: 0, primary: false, known: true, unused: true },
        { id: 'k9', settings: 1, primary: false, known: false, unused: false },
      ],
      rotation: {
        ...{ key: 'k2', running: false, done: 0, total: 1, failed: 1, started_by: 'admin' },
        started_at: expect.any(String) as unknown,
        finished_at: expect.any(String) as unknown,
        failures: [{ integration_id: settings.id, key: 'k9', code: 'key_unknown' }],
      },
    });
    const [entry] = await service.app.get(AuditTrail).list({ limit: 1 });
    expect(entry).toMatchObject({ action: 'keys_rotated', actor: { name: 'admin', address: '127.0.0.1' } });
  });

  it('leaves everything else working where the key of one integration is missing', async () => {
    const jira = { name: 'jira', data: { url: 'https://one.example' } };
    await service.store.insert(someSettings({ ...jira, sealed: lost }));
    await call('PUT', 'projects/7/integrations/webhook', { url: 'https://one.example' });
    const { status, body } = await call('GET', 'projects/7/integrations');
    expect([status, body]).toEqual([200, [expect.anything(), expect.anything()]]);
    const refused = await call('GET', 'projects/7/integrations/jira');
    expect(refused.status).toBe(500);
    expect(refused.body?.['detail']).toMatch(/needs key k9\.$/);
    await service.app.get(SettingsPublisher).publishBatch();
    expect(service.sink.sent.map(({ name }) => name)).toEqual(['webhook']);
    expect((await call('DELETE', 'projects/7/integrations/jira')).status).toBe(204);
  });

  it('publishes everything again, and compares the topic with MongoDB', async () => {
    await call('PUT', 'projects/7/integrations/webhook', { url: 'https://one.example' });
    const publisher = service.app.get(SettingsPublisher);
    await publisher.publishBatch();
    service.sink.sent.splice(0);
    const drift = await call('GET', 'admin/settings/drift');
    const none = { count: 0, ids: [] };
    const missing = { count: 1, ids: [expect.any(String) as unknown] };
    const counts = { in_mongodb: 1, in_topic: 0 };
    expect(drift.body).toEqual({ ...counts, missing, stale: none, unexpected: none });
    expect(await call('POST', 'admin/settings/republish')).toEqual({
      status: 202,
      body: { unpublished: 1, total: 1 },
    });
    await publisher.publishBatch();
    expect((await call('GET', 'admin/settings/publication')).body).toEqual({ unpublished: 0, total: 1 });
    expect((await call('GET', 'admin/settings/drift')).body).toMatchObject({ in_topic: 1, missing: none });
  });
});
