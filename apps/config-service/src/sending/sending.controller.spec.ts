import { AppError, SAMPLES, deliveryIdOf, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { FullAttempt } from '../request-log/request-log.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import { JobRunner } from './job-runner.ts';

const HOOK = 'projects/7/integrations/webhook';
const URL_THEN = 'https://hooks.example/one';
const HOUR_MS = 3_600_000;
const START = Date.now() - HOUR_MS;

type Json = Readonly<Record<string, unknown>>;

describe('sending once more', () => {
  let service: TestApp;
  let integrationId: string;

  beforeEach(async () => {
    service = await startTestApp({ REPLAY_PAUSE: '10ms', REPLAY_RATE: '10000', REPLAY_BATCH: '4' });
    await call('PUT', HOOK, { url: URL_THEN });
    const found = await service.store.find({ scope: 'project:7', name: 'webhook', label: '' });
    integrationId = found?.id ?? '';
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
    token = TOKENS.admin,
  ): Promise<{ status: number; body: Json; location: unknown }> => {
    const headers = { 'private-token': token };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(payload && { payload }) });
    const body = answer.body === '' ? {} : answer.json<Json>();
    return { status: answer.statusCode, body, location: answer.headers['location'] };
  };

  /** A delivery that was attempted once, some minutes after the start; Kafka has its event. */
  const delivered = (number: number, changes: Partial<FullAttempt> = {}): FullAttempt => {
    const eventId = `event-${number}`;
    const deliveryId = deliveryIdOf(eventId, integrationId, '7');
    const attempt: FullAttempt = {
      ...{ id: `${deliveryId}:1:0`, deliveryId, eventId, integrationId, projectKey: '7', trigger: 'push' },
      ...{ revision: 1, attempt: 1, step: 0, outcome: 'dead', reason: 'http_404', durationMs: 5 },
      at: new Date(START + number * 1000),
      expiresAt: new Date(START + 48 * HOUR_MS),
      request: { method: 'POST', url: URL_THEN, headers: {}, body: Buffer.alloc(0), isBodyCut: false },
      record: `integration.deliveries/0/${number}`,
      ...changes,
    };
    service.log.attempts.push(attempt);
    service.archive.keep({
      ...{ topic: 'integration.deliveries', partition: 0, offset: String(number), key: null, timestampMs: 0 },
      value: Buffer.from(JSON.stringify(SAMPLES.push)),
      headers: encodeDeliveryHeaders({
        ...{ eventId, trigger: 'push', projectKey: '7', eventAt: START, passThrough: { traceparent: 'x' } },
        targets: [
          { integrationId: 'another', revision: 3 },
          { integrationId, revision: 1 },
        ],
      }),
    });
    return attempt;
  };

  const resend = (attempt: FullAttempt, payload?: object) =>
    call('POST', `${HOOK}/deliveries/${encodeURIComponent(attempt.id)}/resend`, payload);
  const job = async (location: unknown): Promise<Json> =>
    (await call('GET', String(location).replace('/api/v4/', ''))).body;
  const runJobs = async (): Promise<void> => {
    while (await service.app.get(JobRunner).workOnOne());
  };
  const sentEvents = (): string[] => service.deliveries.sent.map(({ headers }) => headers.eventId);

  describe('one delivery', () => {
    it('goes to the workers as it was, for this integration alone and under its old id', async () => {
      const attempt = delivered(1);
      const { status, body } = await resend(attempt);
      expect([status, body]).toEqual([
        202,
        { id: expect.any(String) as string, delivery_id: attempt.deliveryId },
      ]);
      expect(service.deliveries.sent).toHaveLength(1);
      const [{ headers, body: event } = { headers: undefined, body: Buffer.alloc(0) }] =
        service.deliveries.sent;
      expect(headers).toMatchObject({
        ...{ eventId: 'event-1', trigger: 'push', projectKey: '7', passThrough: { traceparent: 'x' } },
        targets: [{ integrationId, revision: 1 }],
        request: { id: body['id'], kind: 'resend' },
      });
      expect(headers).not.toHaveProperty('retry');
      expect(JSON.parse(event.toString())).toEqual(SAMPLES.push);
    });

    it('is refused when the settings name another address, unless it is forced', async () => {
      const attempt = delivered(1);
      await call('PUT', HOOK, { url: 'https://hooks.example/two' });
      expect(await resend(attempt)).toMatchObject({ status: 409 });
      expect(service.deliveries.sent).toEqual([]);
      expect(await resend(attempt, { force: true })).toMatchObject({ status: 202 });
    });

    it('is refused when the event is gone, the attempt unknown, a test, or the integration off', async () => {
      const attempt = delivered(1);
      service.archive.records.clear();
      expect(await resend(attempt)).toMatchObject({ status: 410 });
      expect(await resend({ ...attempt, id: 'none' })).toMatchObject({ status: 404 });
      const test = delivered(2, { requested: { id: 'r', kind: 'test', documents: 1 } });
      expect(await resend(test)).toMatchObject({ status: 400 });
      expect(await resend(attempt, { force: 'maybe' })).toMatchObject({ status: 400 });
      await call('DELETE', HOOK);
      expect(await resend(delivered(3))).toMatchObject({ status: 400 });
      expect(service.deliveries.sent).toEqual([]);
    });
  });

  describe('a replay', () => {
    const begin = (payload: object = {}) =>
      call('POST', `${HOOK}/replay`, { since: new Date(START).toISOString(), ...payload });

    it('sends what failed and was not delivered since, each delivery once, and tells how it went', async () => {
      for (const number of [1, 2, 3, 4, 5, 6, 7]) delivered(number);
      const mended = delivered(8);
      service.log.attempts.push({
        ...mended,
        id: 'later',
        outcome: 'delivered',
        at: new Date(START + 60_000),
      });
      delivered(9, { outcome: 'delivered' });
      service.archive.records.delete('integration.deliveries/0/7');
      const { status, body, location } = await begin();
      expect([status, body['state']]).toEqual([202, 'waiting']);
      await runJobs();
      expect(sentEvents()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `event-${number}`));
      expect(await job(location)).toMatchObject({
        ...{ state: 'done', sent: 6, delivered: 6, failed: 0, pending: 0, skipped: 1, gone: 1 },
        ...{ kind: 'replay', slug: 'webhook', outcome: 'failed', created_by: 'admin' },
      });
    });

    it('sends all of a time, if that is wanted', async () => {
      for (const number of [1, 2, 3]) delivered(number, { outcome: 'delivered' });
      await begin({ outcome: 'all', until: new Date(START + 2500).toISOString() });
      await runJobs();
      expect(sentEvents()).toEqual(['event-1', 'event-2']);
    });

    it('pauses while the breaker is open, and tries with one delivery then', async () => {
      for (const number of [1, 2, 3, 4]) delivered(number);
      service.deliveries.outcome = { outcome: 'parked', reason: 'breaker_open' };
      const { location } = await begin();
      const states: unknown[] = [];
      service.deliveries.onSend = async (deliveries) => {
        states.push([deliveries.length, (await job(location))['state']]);
        if (states.length === 3) service.deliveries.outcome = { outcome: 'delivered' };
      };
      await runJobs();
      expect(states).toEqual([
        [1, 'waiting'],
        [1, 'paused'],
        [1, 'paused'],
        [1, 'running'],
      ]);
      expect(await job(location)).toMatchObject({ state: 'done', sent: 4, delivered: 2, pending: 2 });
    });

    it('ends when it is cancelled', async () => {
      for (const number of [1, 2, 3, 4, 5]) delivered(number);
      const { location } = await begin();
      const path = String(location).replace('/api/v4/', '');
      service.deliveries.onSend = async () => {
        await call('DELETE', path);
      };
      await runJobs();
      expect(sentEvents()).toEqual(['event-1']);
      expect(await job(location)).toMatchObject({ state: 'cancelled' });
      expect(await call('DELETE', path)).toMatchObject({ status: 400 });
    });

    it('goes on where another replica stopped', async () => {
      for (const number of [1, 2, 3]) delivered(number);
      const { location } = await begin();
      const runner = service.app.get(JobRunner);
      service.deliveries.onSend = () => {
        runner.stop();
        return Promise.resolve();
      };
      await runner.workOnOne();
      expect(sentEvents()).toEqual(['event-1']);
      const claimed = await service.jobs.claim('another replica', 1000);
      expect(claimed).toMatchObject({ id: (await job(location))['id'], sent: 1 });
    });

    it('fails when the integration is turned off meanwhile', async () => {
      delivered(1);
      const { location } = await begin();
      await call('DELETE', HOOK);
      await runJobs();
      expect(await job(location)).toMatchObject({ state: 'failed', sent: 0 });
      expect(String((await job(location))['reason'])).toContain('turned off');
    });

    it('waits while Kafka is away', async () => {
      delivered(1);
      const { location } = await begin();
      service.archive.failure = new AppError('kafka_unavailable', 'It is away.');
      const reads = service.archive.read.bind(service.archive);
      let tries = 0;
      service.archive.read = (places) => {
        tries += 1;
        if (tries === 3) service.archive.failure = undefined;
        return reads(places);
      };
      await runJobs();
      expect(await job(location)).toMatchObject({ state: 'done', sent: 1 });
    });

    it.each([
      [{ since: undefined }, /since must be a time/],
      [{ since: 'yesterday' }, /since must be a time/],
      [{ since: '2020-01-01' }, /since must not be before/],
      [{ until: '2020-01-01' }, /since must be before until/],
      [{ outcome: 'some' }, /outcome must be failed or all/],
      [{ speed: 1 }, /can have only/],
    ])('refuses %j', async (payload, message) => {
      const { status, body } = await begin(payload);
      expect([status, body['error']]).toEqual([400, expect.stringMatching(message)]);
    });

    it('is listed, and for those alone who may write', async () => {
      await begin();
      expect((await call('GET', `${HOOK}/jobs`)).body).toMatchObject([{ state: 'waiting' }]);
      expect((await call('GET', `${HOOK}/jobs/none`)).status).toBe(404);
      expect((await call('POST', `${HOOK}/replay`, {}, TOKENS.reader)).status).toBe(403);
    });
  });

  describe('a recovery', () => {
    const begin = () => call('POST', `${HOOK}/recover`, { since: new Date(START).toISOString() });
    /** An event in the topic of events, a second after the one before. */
    const event = (payload: object | string, projectId = 7): void => {
      const number = service.archive.events.length;
      const project = { id: projectId, path_with_namespace: 'acme/engine', name: 'Engine' };
      const text = typeof payload === 'string' ? payload : JSON.stringify({ ...payload, project });
      service.archive.events.push({
        ...{ topic: 'gitlab.events', partition: 0, offset: String(number), key: null },
        ...{ timestampMs: START + 1000 * (number + 1), value: Buffer.from(text) },
        headers: { 'event-id': `event-${number}` },
      });
    };

    it('sends what the integration would have been told, and was not', async () => {
      event(SAMPLES.push);
      event(SAMPLES.push, 8);
      event('{"object_kind":');
      event(SAMPLES.issue);
      event(SAMPLES.push);
      delivered(4, { deliveryId: deliveryIdOf('event-4', integrationId, '7') });
      for (let number = 5; number < 25; number += 1) event(SAMPLES.push);
      await call('PUT', HOOK, { issues_events: false });
      const { status, location } = await begin();
      expect(status).toBe(202);
      await runJobs();
      expect(sentEvents()).toEqual(
        [0, ...Array.from({ length: 20 }, (_, number) => number + 5)].map((n) => `event-${n}`),
      );
      expect(service.deliveries.sent[0]?.headers).toMatchObject({
        ...{ trigger: 'push', projectKey: '7', targets: [{ integrationId }] },
        request: { kind: 'recover' },
      });
      expect(await job(location)).toMatchObject({ kind: 'recover', state: 'done', sent: 21, skipped: 4 });
    });

    it('of an outer scope leaves projects alone that decide for themselves', async () => {
      await call('PUT', 'admin/integrations/webhook', { url: URL_THEN });
      for (const projectId of [7, 8, 9]) event(SAMPLES.push, projectId);
      await call('PUT', 'projects/9/integrations/webhook', { use_inherited_settings: true });
      await call('POST', 'admin/integrations/webhook/recover', { since: new Date(START).toISOString() });
      await runJobs();
      expect(sentEvents()).toEqual(['event-1', 'event-2']);
    });

    it('begins at the time that it is told', async () => {
      for (let number = 0; number < 4; number += 1) event(SAMPLES.push);
      const since = new Date(START + 2500).toISOString();
      await call('POST', `${HOOK}/recover`, { since, until: new Date(START + 3500).toISOString() });
      await runJobs();
      expect(sentEvents()).toEqual(['event-2']);
      const wrong = await call('POST', `${HOOK}/recover`, { since, outcome: 'failed' });
      expect(wrong.status).toBe(400);
    });
  });
});
