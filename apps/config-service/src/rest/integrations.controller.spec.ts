import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

type Json = Record<string, unknown>;
const BASIC_KEYS = [
  ...[
    'id',
    'title',
    'slug',
    'created_at',
    'updated_at',
    'active',
    'health',
    'commit_events',
    'push_events',
    'issues_events',
  ],
  ...[
    'incident_events',
    'alert_events',
    'confidential_issues_events',
    'merge_requests_events',
    'tag_push_events',
  ],
  ...['deployment_events', 'note_events', 'confidential_note_events', 'pipeline_events', 'wiki_page_events'],
  ...['job_events', 'vulnerability_events', 'comment_on_event_enabled', 'inherited'],
];
const SLACK = { webhook: 'https://hooks.slack.com/services/T1/B2/secret-part', channel: '#general' };

describe('the integrations API', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp();
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: Json }> => {
    const answer = await service.app.inject({
      method,
      url: `/api/v4/${path}`,
      headers: { 'private-token': TOKENS.admin, ...headers },
      ...(body === undefined ? {} : { payload: body as string }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? {} : (JSON.parse(answer.body) as Json) };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('creates with PUT and answers with exactly the keys that GitLab has', async () => {
    const { status, body } = await call('PUT', 'projects/7/integrations/slack', { body: SLACK });
    expect(status).toBe(200);
    expect(new Set(Object.keys(body))).toEqual(new Set([...BASIC_KEYS, 'properties']));
    expect(body).toMatchObject({
      title: 'Slack notifications',
      slug: 'slack',
      active: true,
      inherited: false,
    });
    expect(Number.isSafeInteger(body['id'])).toBe(true);
    expect(await call('GET', 'projects/7/integrations/slack')).toEqual({ status: 200, body });
  });

  it('never shows a secret, and keeps it when its mask comes back', async () => {
    await call('PUT', 'projects/7/integrations/slack', { body: SLACK });
    const body = { webhook: '************', channel: '' };
    const changed = await call('PUT', 'projects/7/integrations/slack', { body });
    expect(changed.status).toBe(200);
    expect(JSON.stringify(changed)).not.toContain('secret-part');
    expect(changed.body['properties']).not.toHaveProperty('webhook');
  });

  it('lists the active ones in short, under the old name as well', async () => {
    await call('PUT', 'projects/7/integrations/slack', { body: SLACK });
    await call('PUT', 'projects/7/integrations/webhook', { body: { url: 'https://one.example/' } });
    await call('DELETE', 'projects/7/integrations/webhook');
    for (const name of ['integrations', 'services']) {
      const { body } = await call('GET', `projects/7/${name}`);
      expect(body).toHaveLength(1);
      expect(body).toMatchObject([{ slug: 'slack' }]);
      expect(new Set(Object.keys((body as unknown as Json[])[0] ?? {}))).toEqual(new Set(BASIC_KEYS));
    }
  });

  it('takes forms, with booleans and lists as texts', async () => {
    const body = 'url=https%3A%2F%2Fone.example%2F&push_events=0&job_events=true';
    const answer = await call('PUT', 'projects/7/integrations/webhook', { body, headers: form });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      push_events: false,
      job_events: true,
      properties: { url: 'https://one.example/' },
    });
  });

  it('holds several web hooks in a scope, each with a label', async () => {
    for (const label of ['audit', 'deploy']) {
      const body = { url: `https://${label}.example/` };
      expect((await call('PUT', `projects/7/integrations/webhook:${label}`, { body })).status).toBe(200);
    }
    const { body } = await call('GET', 'projects/7/integrations');
    expect(body).toMatchObject([{ slug: 'webhook:audit' }, { slug: 'webhook:deploy' }]);
    const labelled = await call('PUT', 'projects/7/integrations/slack:x', { body: SLACK });
    expect(labelled.status).toBe(404);
    expect(labelled.body['detail']).toContain('use slack');
  });

  it('serves groups by their full path whatever its case and length, and the instance', async () => {
    const long = `A${'b'.repeat(200)}%2FSub`;
    for (const path of [`groups/${long}`, 'admin']) {
      const put = await call('PUT', `${path}/integrations/slack`, { body: SLACK });
      const got = await call('GET', `${path.toLowerCase().replace('%2f', '%2F')}/integrations/slack`);
      expect([put.status, got]).toEqual([200, put]);
    }
    const inherit = await call('PUT', `groups/${long}/integrations/slack`, {
      body: { use_inherited_settings: true },
    });
    expect(inherit.body).toMatchObject({ inherited: true, active: true });
  });

  it('publishes what it writes', async () => {
    await call('PUT', 'projects/7/integrations/slack', { body: SLACK });
    expect(await service.store.countUnpublished()).toBe(1);
  });

  it('turns off with DELETE, unless it changed since the given time', async () => {
    await call('PUT', 'projects/7/integrations/slack', { body: SLACK });
    const stale = { headers: { 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' } };
    expect(await call('DELETE', 'projects/7/integrations/slack', stale)).toMatchObject({
      status: 412,
      body: { message: '412 Precondition Failed' },
    });
    expect((await call('DELETE', 'projects/7/integrations/slack')).status).toBe(204);
    const { body } = await call('GET', 'projects/7/integrations/slack');
    expect(body).toMatchObject({ active: false, properties: { channel: null } });
  });

  it('says that MongoDB is away, without saying more', async () => {
    const { AppError } = await import('@patchbay/integration-contracts');
    service.store.failure = new AppError('mongodb_unavailable', 'connect ECONNREFUSED 10.0.0.7');
    expect(await call('GET', 'projects/7/integrations')).toEqual({
      status: 503,
      body: { message: '503 Service Unavailable', detail: 'MongoDB can’t be reached.' },
    });
    service.store.failure = new TypeError('something internal');
    const broken = await call('GET', 'projects/7/integrations');
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).not.toContain('internal');
  });
});
