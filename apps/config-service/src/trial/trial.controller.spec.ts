import { CATALOGUE } from '@patchbay/integration-catalogue';
import { MASK, SAMPLES, exampleSettings, slugOf } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { TEST_ENVIRONMENT, TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const SLACK = 'projects/7/integrations/slack';
const SECRET_URL = 'https://hooks.slack.com/services/T000/B000/very-secret';
const KEYS = KeyRing.parse(TEST_ENVIRONMENT['SEALING_KEYS'] ?? '');

interface Shown {
  readonly trigger: string;
  readonly would_send: boolean;
  readonly reason: string | null;
  readonly open_ended: boolean;
  readonly requests: readonly {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: string;
  }[];
}

describe('trying settings out', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp({ TEST_TIMEOUT: '1s' });
    await call('PUT', SLACK, { webhook: SECRET_URL });
  });
  afterAll(() => service.app.close());

  const call = async (
    method: 'PUT' | 'PATCH' | 'POST' | 'DELETE',
    path: string,
    payload: object = {},
    token = TOKENS.admin,
  ): Promise<{ status: number; body: unknown }> => {
    const headers = { 'private-token': token };
    const answer = await service.app.inject({ method, url: `/api/v4/${path}`, headers, payload });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  const previewOf = async (payload: object, path = SLACK): Promise<Shown> =>
    (await call('POST', `${path}/preview`, payload)).body as Shown;

  describe('preview', () => {
    it('shows what would go out for a sample, secrets masked, and sends nothing', async () => {
      const { trigger, would_send: wouldSend, requests } = await previewOf({ event: 'merge_request' });
      expect([trigger, wouldSend]).toEqual(['merge_request', true]);
      expect(requests.map(({ method, headers }) => [method, headers['user-agent']])).toEqual([
        ['POST', 'Patchbay/0.1'],
      ]);
      expect(requests[0]?.url).toContain(MASK);
      expect(JSON.stringify(requests)).not.toContain('very-secret');
      expect(service.deliveries.sent).toEqual([]);
    });

    it('takes a payload that somebody pastes, and a variant of a sample', async () => {
      expect(await previewOf({ payload: SAMPLES.issue })).toMatchObject({ trigger: 'issue' });
      expect(await previewOf({ event: 'pipeline/failed' })).toMatchObject({ trigger: 'pipeline' });
    });

    it('shows what settings would do that are not stored', async () => {
      const settings = { url: 'https://other.example/hook', token: 'token-that-is-secret' };
      const shown = await previewOf({ settings }, 'projects/7/integrations/webhook');
      expect(shown.requests[0]?.url).toBe('https://other.example/hook');
      expect(shown.requests[0]?.headers['x-gitlab-token']).toBe(MASK);
      expect((await call('POST', 'projects/7/integrations/webhook/preview')).status).toBe(404);
    });

    it('says why nothing would be sent', async () => {
      const off = { settings: { merge_requests_events: false }, event: 'merge_request' };
      expect(await previewOf(off)).toMatchObject({
        would_send: false,
        reason: 'merge_requests_events is off',
      });
      const settings = { notify_only_broken_pipelines: true };
      const { would_send: wouldSend, reason } = await previewOf({ settings, event: 'pipeline' });
      expect([wouldSend, typeof reason]).toEqual([false, 'string']);
    });

    it.each([
      [{ event: 'flood' }, /names no sample/],
      [{ event: 7 }, /name of a sample/],
      [{ event: 'push', payload: {} }, /either event or payload/],
      [{ payload: [] }, /payload must be an object/],
      [{ payload: { object_kind: 'flood' } }, /payload: object_kind "flood"/],
      [{ event: 'feature_flag' }, /is not told of feature_flag/],
      [{ settings: 'x' }, /settings must be an object/],
      [{ secret: 1 }, /only event, payload, settings/],
    ])('refuses %j', async (payload, message) => {
      const { status, body } = await call('POST', `${SLACK}/preview`, payload);
      expect([status, (body as { error: string }).error]).toEqual([400, expect.stringMatching(message)]);
    });

    it('refuses a template that makes no JSON of an event that is on, and says of which', async () => {
      const settings = {
        url: 'https://h.example/',
        payload_template: '{ "title": {{#project}}x{{/project}} }',
      };
      const { status, body } = await call('POST', 'projects/7/integrations/webhook/preview', { settings });
      expect([status, body]).toMatchObject([
        400,
        { errors: { payload_template: [expect.any(String) as string] } },
      ]);
    });

    it('refuses settings that could not be stored', async () => {
      const { status, body } = await call('POST', `${SLACK}/preview`, { settings: { webhook: 'nope' } });
      expect([status, body]).toMatchObject([400, { errors: { webhook: [expect.any(String)] } }]);
    });

    it('says what is missing once the settings were deleted, and builds nothing from what is left', async () => {
      const deleted = 'projects/7/integrations/unify-circuit';
      await call('PUT', deleted, { webhook: SECRET_URL });
      await call('DELETE', deleted);
      for (const what of ['test', 'preview']) {
        const { status, body } = await call('POST', `${deleted}/${what}`, { event: 'merge_request' });
        expect([status, body]).toMatchObject([400, { errors: { webhook: [expect.any(String)] } }]);
      }
    });

    it('goes on for settings that were only turned off', async () => {
      const off = 'projects/7/integrations/discord';
      await call('PUT', off, { webhook: 'https://discord.com/api/webhooks/1/abc' });
      await call('PATCH', off, { active: false });
      expect(await previewOf({ event: 'push' }, off)).toMatchObject({ would_send: true });
    });

    it('shows something for every integration that sends events, and no secret of any', async () => {
      const sending = CATALOGUE.filter(({ events }) => events.supported.length > 0);
      expect(sending.length).toBeGreaterThan(40);
      for (const definition of sending) {
        const level = definition.levels.includes('project') ? 'projects/8' : 'admin';
        const settings = exampleSettings(definition);
        const path = `${level.replace('admin', 'admin')}/integrations/${slugOf(definition.name)}/preview`;
        const { status, body } = await call('POST', path, { settings });
        const offered = !definition.isDevelopmentOnly && definition.flag === undefined;
        expect([definition.name, status]).toEqual([definition.name, offered ? 200 : 400]);
        for (const [name, { isSecret }] of Object.entries(definition.fields)) {
          const secret = settings[name];
          if (isSecret && typeof secret === 'string') expect(JSON.stringify(body)).not.toContain(secret);
        }
      }
    });
  });

  describe('test', () => {
    it('has a worker send it, with the settings sealed for it alone, and shows what came back', async () => {
      service.deliveries.outcome = { outcome: 'dead', reason: 'http_404' };
      const { status, body } = await call('POST', `${SLACK}/test`, { event: 'push' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...{ success: false, outcome: 'dead', reason: 'http_404' },
        requests: [{ trigger: 'push', requested: { kind: 'test' }, outcome: 'dead' }],
      });
      const { headers } = service.deliveries.sent.at(-1) ?? {};
      const { trial, isProbe } = headers?.request ?? {};
      expect([trial?.name, isProbe]).toEqual(['slack', undefined]);
      expect(JSON.stringify(headers)).not.toContain('very-secret');
      const opened = trial && KEYS.open(trial.sealed, headers?.targets[0]?.integrationId ?? '');
      expect(opened).toMatchObject({ webhook: SECRET_URL });
    });

    it('succeeds when every request did', async () => {
      service.deliveries.outcome = { outcome: 'delivered' };
      expect((await call('POST', `${SLACK}/test`)).body).toMatchObject({ success: true, reason: null });
    });

    it('sends the probe of an integration that has one, unless an event is named', async () => {
      service.deliveries.outcome = { outcome: 'delivered' };
      const probing = CATALOGUE.find(
        ({ probe, levels }) => probe !== undefined && levels.includes('project'),
      );
      if (probing === undefined) throw new Error('no integration has a probe');
      const path = `projects/9/integrations/${slugOf(probing.name)}/test`;
      await call('POST', path, { settings: exampleSettings(probing) });
      expect(service.deliveries.sent.at(-1)?.headers.request.isProbe).toBe(true);
    });

    it('says so when no worker takes it', async () => {
      service.deliveries.outcome = undefined;
      const { status, body } = await call('POST', `${SLACK}/test`);
      expect([status, (body as { detail: string }).detail]).toEqual([
        503,
        'No delivery worker has taken it yet.',
      ]);
    });

    it('is over for this minute after so many', async () => {
      service.turns.left = 0;
      expect(await call('POST', `${SLACK}/test`)).toMatchObject({ status: 429 });
      service.turns.left = 100;
    });

    it('has no more turns for labels that somebody makes up', async () => {
      service.deliveries.outcome = { outcome: 'delivered' };
      const settings = { url: 'https://other.example/hook' };
      for (const label of ['one', 'two'])
        await call('POST', `projects/9/integrations/webhook:${label}/test`, { settings });
      await call('PUT', 'projects/9/integrations/webhook:two', settings);
      await call('POST', 'projects/9/integrations/webhook:two/test', { settings });
      expect(service.turns.taken.slice(-3)).toEqual([
        'project:9/webhook',
        'project:9/webhook',
        'project:9/webhook:two',
      ]);
    });

    it('is for those who may change the settings', async () => {
      for (const what of ['test', 'preview'])
        expect((await call('POST', `${SLACK}/${what}`, {}, TOKENS.reader)).status).toBe(403);
    });
  });
});
