import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** Settings take a moment from the REST call to the services. */
const SETTLE_MS = 700;

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly location: string;
}

describe('what people ask for', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({
        name: 'sending',
        environment: { REPLAY_PAUSE: '1s', REPLAY_POLL: '100ms', BREAKER_VOLUME: '3', BREAKER_RESET: '1s' },
      }),
      (started) => started.stop(),
    );
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  const call = async (method: string, path: string, payload?: object): Promise<Answer> => {
    const { status, body, headers } = await patchbay.api.call(method, path.replace(/^(?!\/)/, '/api/v4/'), {
      ...(payload && { body: JSON.stringify(payload), headers: { 'content-type': 'application/json' } }),
    });
    return { status, body: body as Json, location: headers.get('location') ?? '' };
  };
  const finished = async (location: string): Promise<Json> => {
    let job: Json = {};
    await eventually(
      'the end of the job',
      async () => {
        job = (await call('GET', location)).body;
        return job['state'] === 'done' && job['pending'] === 0;
      },
      40_000,
    );
    return job;
  };
  const sinceAMinute = (): string => new Date(Date.now() - 60_000).toISOString();

  it('tests settings through a worker, stored ones and such as are stored nowhere', async () => {
    receiver.on('/tested', { answers: [200, 404] });
    const path = 'projects/2701/integrations/webhook';
    const settings = { url: `${receiver.url}/tested`, token: 'not-stored-anywhere' };
    const first = await call('POST', `${path}/test`, { settings, event: 'merge_request' });
    expect(first).toMatchObject({ status: 200, body: { success: true, outcome: 'delivered' } });
    const [request] = receiver.at('/tested');
    expect(request?.headers).toMatchObject({ 'x-gitlab-event': 'Merge Request Hook' });
    expect(request?.headers['x-gitlab-token']).toBe('not-stored-anywhere');
    expect(JSON.stringify(first.body)).not.toContain('not-stored-anywhere');
    expect((await call('GET', path)).status).toBe(404);

    await patchbay.api.put('project:2701', 'webhook', { url: `${receiver.url}/tested` });
    const second = await call('POST', `${path}/test`);
    expect(second.body).toMatchObject({
      ...{ success: false, outcome: 'dead', reason: 'http_404' },
      requests: [{ response: { status: 404 }, requested: { kind: 'test' } }],
    });
    expect(patchbay.outcomes.filter(({ eventId }) => eventId.startsWith('test-'))).toEqual([]);
  });

  it('previews the very request that a delivery makes', async () => {
    const path = 'projects/2702/integrations/webhook';
    await patchbay.api.put('project:2702', 'webhook', { url: `${receiver.url}/previewed` });
    await sleep(SETTLE_MS);
    const event = anEvent().push().inProject(2702);
    const preview = await call('POST', `${path}/preview`, { payload: event.json() });
    await patchbay.publish(event);
    await receiver.waitFor('the delivery', () => receiver.at('/previewed').length === 1, 15_000);
    const [shown] = preview.body['requests'] as { url: string; body: string; headers: Json }[];
    const [sent] = receiver.at('/previewed');
    expect(JSON.parse(shown?.body ?? '')).toEqual(JSON.parse(sent?.body.toString() ?? ''));
    expect(shown?.url).toBe(`${receiver.url}/previewed`);
    const own = [
      ...['idempotency-key', 'x-gitlab-event-uuid', 'x-gitlab-webhook-uuid'],
      'x-patchbay-first-attempt',
    ];
    for (const [name, value] of Object.entries(shown?.headers ?? {}))
      if (!own.includes(name)) expect([name, sent?.headers[name]]).toEqual([name, value]);
  });

  it('sends a delivery again under its old id, and not to another address unless forced', async () => {
    const path = 'projects/2703/integrations/webhook';
    await patchbay.api.put('project:2703', 'webhook', { url: `${receiver.url}/again` });
    await sleep(SETTLE_MS);
    await patchbay.publish(anEvent().inProject(2703).saying('hello again'));
    await receiver.waitFor('the delivery', () => receiver.at('/again').length === 1, 15_000);
    const attempts = async () => (await patchbay.api.deliveries('project:2703', 'webhook')).deliveries;
    await eventually('its log', async () => (await attempts()).length === 1);
    const [attempt] = await attempts();
    const resend = `${path}/deliveries/${encodeURIComponent(attempt?.id ?? '')}/resend`;

    expect((await call('POST', resend)).status).toBe(202);
    await receiver.waitFor('the second one', () => receiver.at('/again').length === 2, 15_000);
    const [first, second] = receiver.at('/again');
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    await eventually('its log', async () => (await attempts()).length === 2);
    expect((await attempts())[0]).toMatchObject({ requested: { kind: 'resend' }, outcome: 'delivered' });

    await patchbay.api.put('project:2703', 'webhook', { url: `${receiver.url}/elsewhere` });
    expect((await call('POST', resend)).status).toBe(409);
    expect((await call('POST', resend, { force: true })).status).toBe(202);
    await receiver.waitFor('the forced one', () => receiver.at('/elsewhere').length === 1, 15_000);
  });

  it('replays what failed, all of it and nothing else, and stops behind an open breaker', async () => {
    const path = 'projects/2704/integrations/webhook';
    receiver.on('/replayed', { answers: Array.from({ length: 12 }, () => 404) });
    await patchbay.api.put('project:2704', 'webhook', { url: `${receiver.url}/replayed` });
    await sleep(SETTLE_MS);
    await patchbay.publishAll(
      Array.from({ length: 12 }, (_, number) => ({
        id: `replayed-${number}`,
        event: anEvent().inProject(2704),
      })),
    );
    const isDead = ({ eventId, outcome }: { eventId: string; outcome: string }): boolean =>
      eventId.startsWith('replayed-') && outcome === 'dead';
    await patchbay.outcomesWhere('twelve failures', isDead, { count: 12 });
    await eventually('their log', async () => {
      const { deliveries } = await patchbay.api.deliveries('project:2704', 'webhook', { outcome: 'dead' });
      return deliveries.length === 12;
    });
    // Now the endpoint fails as broken ones do, until its breaker opens, and is mended later.
    receiver.on('/replayed', { answers: [503, 503, 503, 503, 200] });
    const { status, location, body } = await call('POST', `${path}/replay`, { since: sinceAMinute() });
    expect(status).toBe(202);
    expect(await finished(location)).toMatchObject({ sent: 12, delivered: 12, failed: 0, gone: 0 });
    const isReplayed = ({ requestId, outcome }: { requestId?: string; outcome: string }): boolean =>
      requestId === body['id'] && outcome === 'delivered';
    const delivered = await patchbay.outcomesWhere('their outcomes', isReplayed, { count: 12 });
    expect(new Set(delivered.map(({ deliveryId }) => deliveryId)).size).toBe(12);
    const again = await call('POST', `${path}/replay`, { since: sinceAMinute() });
    expect(await finished(again.location)).toMatchObject({ sent: 0 });
  }, 90_000);

  it('gives a new integration the events of the time before it was there', async () => {
    const path = 'projects/2705/integrations/webhook:late';
    const events = ['push', 'issue', 'merge_request', 'push'] as const;
    await patchbay.publishAll([
      ...events.map((trigger, number) => ({
        id: `recovered-${number}`,
        event: anEvent().of(trigger).inProject(2705),
      })),
      { id: 'recovered-elsewhere', event: anEvent().inProject(2706) },
    ]);
    await patchbay.api.put('project:2705', 'webhook:late', {
      ...{ url: `${receiver.url}/recovered`, push_events: true },
      ...{ issues_events: true, merge_requests_events: false },
    });
    const { status, location } = await call('POST', `${path}/recover`, { since: sinceAMinute() });
    expect(status).toBe(202);
    expect(await finished(location)).toMatchObject({ kind: 'recover', sent: 3, delivered: 3 });
    const kinds = receiver.at('/recovered').map(({ headers }) => headers['x-gitlab-event']);
    expect(kinds.sort()).toEqual(['Issue Hook', 'Push Hook', 'Push Hook']);
    const again = await call('POST', `${path}/recover`, { since: sinceAMinute() });
    expect(await finished(again.location)).toMatchObject({ sent: 0 });
  }, 60_000);
});
