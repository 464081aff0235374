import { SAMPLES, deliveryIdOf } from '@patchbay/integration-contracts';
import { HOOK, START, SendingService, URL_THEN } from '../testing/sending-service.ts';

describe('a recovery', () => {
  let sending: SendingService;
  beforeEach(async () => {
    sending = await SendingService.start();
  });
  afterEach(() => sending.app.app.close());

  const begin = () => sending.call('POST', `${HOOK}/recover`, { since: new Date(START).toISOString() });
  /** An event in the topic of events, a second after the one before. */
  const event = (payload: object | string, projectId = 7): void => {
    const number = sending.app.archive.events.length;
    const project = { id: projectId, path_with_namespace: 'acme/engine', name: 'Engine' };
    const text = typeof payload === 'string' ? payload : JSON.stringify({ ...payload, project });
    sending.app.archive.events.push({
      ...{ topic: 'gitlab.events', partition: 0, offset: String(number), key: null },
      ...{ timestampMs: START + 1000 * (number + 1), value: Buffer.from(text) },
      headers: { 'event-id': `event-${number}` },
    });
  };

  it('sends what the integration would have been told, and was not, and says nothing of others', async () => {
    event(SAMPLES.push);
    event(SAMPLES.push, 8);
    event('{"object_kind":');
    event(SAMPLES.issue);
    event(SAMPLES.push);
    sending.delivered(4, { deliveryId: deliveryIdOf('event-4', sending.integrationId, '7') });
    for (let number = 5; number < 25; number += 1) event(SAMPLES.push);
    await sending.call('PUT', HOOK, { issues_events: false });
    const { status, location } = await begin();
    expect(status).toBe(202);
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(
      [0, ...Array.from({ length: 20 }, (_, number) => number + 5)].map((n) => `event-${n}`),
    );
    expect(sending.app.deliveries.sent[0]?.headers).toMatchObject({
      ...{ trigger: 'push', projectKey: '7', targets: [{ integrationId: sending.integrationId }] },
      request: { kind: 'recover' },
    });
    expect(await sending.job(location)).toMatchObject({
      kind: 'recover',
      state: 'done',
      sent: 21,
      skipped: 1,
    });
  });

  it('of an outer scope leaves projects alone that decide for themselves', async () => {
    await sending.call('PUT', 'admin/integrations/webhook', { url: URL_THEN });
    for (const projectId of [7, 8, 9]) event(SAMPLES.push, projectId);
    await sending.call('PUT', 'projects/9/integrations/webhook', { use_inherited_settings: true });
    await sending.call('POST', 'admin/integrations/webhook/recover', {
      since: new Date(START).toISOString(),
    });
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(['event-1', 'event-2']);
  });

  it('begins at the time that it is told', async () => {
    for (let number = 0; number < 4; number += 1) event(SAMPLES.push);
    const since = new Date(START + 2500).toISOString();
    await sending.call('POST', `${HOOK}/recover`, { since, until: new Date(START + 3500).toISOString() });
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(['event-2']);
    const wrong = await sending.call('POST', `${HOOK}/recover`, { since, outcome: 'failed' });
    expect(wrong.status).toBe(400);
  });
});
