import { SAMPLES } from '@patchbay/integration-contracts';
import type { FullAttempt } from '../request-log/request-log.ts';
import { HOOK, SendingService } from '../testing/sending-service.ts';
import type { Json } from '../testing/sending-service.ts';

describe('sending one delivery once more', () => {
  let sending: SendingService;
  beforeEach(async () => {
    sending = await SendingService.start();
  });
  afterEach(() => sending.app.app.close());

  const resend = (attempt: FullAttempt, payload?: object) =>
    sending.call('POST', `${HOOK}/deliveries/${encodeURIComponent(attempt.id)}/resend`, payload);

  it('goes to the workers as it was, for this integration alone and under its old id', async () => {
    const attempt = sending.delivered(1);
    const { status, body } = await resend(attempt);
    expect([status, body]).toEqual([
      202,
      { id: expect.any(String) as string, delivery_id: attempt.deliveryId },
    ]);
    expect(sending.app.deliveries.sent).toHaveLength(1);
    const [{ headers, body: event } = { headers: undefined, body: Buffer.alloc(0) }] =
      sending.app.deliveries.sent;
    expect(headers).toMatchObject({
      ...{ eventId: 'event-1', trigger: 'push', projectKey: '7', passThrough: { traceparent: 'x' } },
      targets: [{ integrationId: sending.integrationId, revision: 1 }],
      request: { id: body['id'], kind: 'resend' },
    });
    expect(headers).not.toHaveProperty('retry');
    expect(JSON.parse(event.toString())).toEqual(SAMPLES.push);
  });

  it('is refused when the settings name another address, unless it is forced', async () => {
    const attempt = sending.delivered(1);
    await sending.call('PUT', HOOK, { url: 'https://hooks.example/two' });
    expect(await resend(attempt)).toMatchObject({ status: 409 });
    expect(sending.app.deliveries.sent).toEqual([]);
    expect(await resend(attempt, { force: true })).toMatchObject({ status: 202 });
  });

  it('is refused for a later request as well, which depended on what the first was answered', async () => {
    const jira = 'projects/7/integrations/jira';
    const settings = { url: 'https://one.example', username: 'bot', password: 'one-password' };
    expect((await sending.call('PUT', jira, settings)).status).toBe(200);
    await sending.look('jira');
    const payload = JSON.parse(
      JSON.stringify(SAMPLES.push).replaceAll(/"message":"[^"]*"/g, '"message":"Mend DEV-1"'),
    ) as Json;
    const { requests } = (await sending.call('POST', `${jira}/preview`, { payload })).body;
    const [{ url }] = requests as [{ url: string }];
    const request = { method: 'GET', url, headers: {}, body: Buffer.alloc(0), isBodyCut: false };
    const first = sending.delivered(1, { request }, payload);
    const later = {
      ...first,
      id: `${first.deliveryId}:1:1`,
      step: 1,
      request: { ...request, url: `${url}/x` },
    };
    sending.app.log.attempts.push(later);
    const again = () => sending.call('POST', `${jira}/deliveries/${encodeURIComponent(later.id)}/resend`);
    expect(await again()).toMatchObject({ status: 202 });
    await sending.call('PUT', jira, { ...settings, url: 'https://two.example' });
    expect(await again()).toMatchObject({ status: 409 });
  });

  it('is never another event that has come to lie where it was', async () => {
    const attempt = sending.delivered(1);
    sending.delivered(2);
    sending.misplace(2, 1);
    expect(await resend(attempt, { force: true })).toMatchObject({ status: 410 });
    expect(sending.app.deliveries.sent).toEqual([]);
  });

  it('is refused when the event is gone, the attempt unknown, a test, or the integration off', async () => {
    const attempt = sending.delivered(1);
    sending.app.archive.records.clear();
    expect(await resend(attempt)).toMatchObject({ status: 410 });
    expect(await resend({ ...attempt, id: 'none' })).toMatchObject({ status: 404 });
    const test = sending.delivered(2, { requested: { id: 'r', kind: 'test', documents: 1 } });
    expect(await resend(test)).toMatchObject({ status: 400 });
    expect(await resend(attempt, { force: 'maybe' })).toMatchObject({ status: 400 });
    await sending.call('DELETE', HOOK);
    expect(await resend(sending.delivered(3))).toMatchObject({ status: 400 });
    expect(sending.app.deliveries.sent).toEqual([]);
  });
});
