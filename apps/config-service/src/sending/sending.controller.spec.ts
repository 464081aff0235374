import { AppError } from '@patchbay/integration-contracts';
import { HOOK, START, SendingService } from '../testing/sending-service.ts';
import { TOKENS } from '../testing/test-app.ts';
import { JobRunner } from './job-runner.ts';

const { jest } = import.meta;

describe('a replay', () => {
  let sending: SendingService;
  beforeEach(async () => {
    sending = await SendingService.start();
  });
  afterEach(() => sending.app.app.close());

  const begin = (payload: object = {}) =>
    sending.call('POST', `${HOOK}/replay`, { since: new Date(START).toISOString(), ...payload });

  it('sends what failed and was not delivered since, each delivery once, and tells how it went', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) sending.delivered(number);
    const mended = sending.delivered(8);
    sending.app.log.attempts.push({
      ...mended,
      id: 'later',
      outcome: 'delivered',
      at: new Date(START + 60_000),
    });
    sending.delivered(9, { outcome: 'delivered' });
    sending.app.archive.records.delete('integration.deliveries/0/7');
    const { status, body, location } = await begin();
    expect([status, body['state']]).toEqual([202, 'waiting']);
    await sending.runJobs();
    expect(sending.sentEvents).toEqual([1, 2, 3, 4, 5, 6].map((number) => `event-${number}`));
    expect(await sending.job(location)).toMatchObject({
      ...{ state: 'done', sent: 6, delivered: 6, failed: 0, pending: 0, skipped: 1, gone: 1 },
      ...{ kind: 'replay', slug: 'webhook', outcome: 'failed', created_by: 'admin' },
    });
  });

  it('sends all of a time, if that is wanted', async () => {
    for (const number of [1, 2, 3]) sending.delivered(number, { outcome: 'delivered' });
    await begin({ outcome: 'all', until: new Date(START + 2500).toISOString() });
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(['event-1', 'event-2']);
  });

  it('pauses while the breaker is open, and tries with one delivery then', async () => {
    for (const number of [1, 2, 3, 4]) sending.delivered(number);
    sending.app.deliveries.outcome = { outcome: 'parked', reason: 'breaker_open' };
    const { location } = await begin();
    const states: unknown[] = [];
    sending.app.deliveries.onSend = async (deliveries) => {
      states.push([deliveries.length, (await sending.job(location))['state']]);
      if (states.length === 3) sending.app.deliveries.outcome = { outcome: 'delivered' };
    };
    await sending.runJobs();
    expect(states).toEqual([
      [1, 'waiting'],
      [1, 'paused'],
      [1, 'paused'],
      [1, 'running'],
    ]);
    expect(await sending.job(location)).toMatchObject({ state: 'done', sent: 4, delivered: 2, pending: 2 });
  });

  it('ends when it is cancelled', async () => {
    for (const number of [1, 2, 3, 4, 5]) sending.delivered(number);
    const { location } = await begin();
    const path = String(location);
    sending.app.deliveries.onSend = async () => {
      await sending.call('DELETE', path);
    };
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(['event-1']);
    expect(await sending.job(location)).toMatchObject({ state: 'cancelled' });
    expect(await sending.call('DELETE', path)).toMatchObject({ status: 400 });
  });

  it('sends nothing more once it is cancelled while events are read', async () => {
    sending.delivered(1);
    const { location } = await begin();
    const reads = sending.app.archive.read.bind(sending.app.archive);
    sending.app.archive.read = async (places) => {
      await sending.call('DELETE', String(location));
      return reads(places);
    };
    await sending.runJobs();
    expect(sending.sentEvents).toEqual([]);
    expect(await sending.job(location)).toMatchObject({ state: 'cancelled', sent: 0 });
  });

  it('stays with its replica however long the events take to read', async () => {
    sending.delivered(1);
    await begin();
    jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'] });
    const runner = sending.app.app.get(JobRunner);
    const reads = sending.app.archive.read.bind(sending.app.archive);
    let other: unknown = 'not asked';
    sending.app.archive.read = async (places) => {
      for (let minute = 1; minute <= 3; minute += 1) {
        sending.app.jobs.nowMs += 59_000;
        await jest.advanceTimersByTimeAsync(20_000);
      }
      other = await sending.app.jobs.claim('another replica', 1000);
      return reads(places);
    };
    await runner.workOnOne();
    jest.useRealTimers();
    expect(other).toBeUndefined();
    expect(sending.sentEvents).toEqual(['event-1']);
  });

  it('leaves its place to others while it waits behind a breaker', async () => {
    for (const number of [1, 2]) sending.delivered(number);
    sending.app.deliveries.outcome = { outcome: 'parked', reason: 'breaker_open' };
    const [first, second] = [await begin(), await begin({ outcome: 'all' })];
    const runner = sending.app.app.get(JobRunner);
    await runner.workOnOne();
    sending.app.deliveries.outcome = { outcome: 'delivered' };
    await runner.workOnOne();
    expect(await sending.job(first.location)).toMatchObject({ state: 'paused', reason: 'breaker_open' });
    expect(await sending.job(second.location)).toMatchObject({ state: 'done', sent: 2 });
  });

  it('ends even when everything fails again, and it was told no end', async () => {
    for (let number = 1; number <= 9; number += 1) sending.delivered(number);
    sending.app.deliveries.outcome = { outcome: 'dead', reason: 'http_404' };
    const { location, body } = await begin({ until: '2999-01-01' });
    await sending.runJobs();
    expect(new Date(String(body['until'])).getTime()).toBeLessThanOrEqual(Date.now());
    expect(await sending.job(location)).toMatchObject({ state: 'done', sent: 9, failed: 9 });
  });

  it('counts as gone what another event has taken the place of, and sends the rest', async () => {
    for (const number of [1, 2]) sending.delivered(number);
    sending.misplace(2, 1);
    const { location } = await begin();
    await sending.runJobs();
    expect(sending.sentEvents).toEqual(['event-2']);
    expect(await sending.job(location)).toMatchObject({ state: 'done', sent: 1, gone: 1 });
  });

  it('is one of five at most', async () => {
    for (let number = 1; number <= 5; number += 1) expect((await begin()).status).toBe(202);
    expect((await begin()).status).toBe(429);
    await sending.runJobs();
    expect((await begin()).status).toBe(202);
  });

  it('goes on where another replica stopped', async () => {
    for (const number of [1, 2, 3]) sending.delivered(number);
    const { location } = await begin();
    const runner = sending.app.app.get(JobRunner);
    sending.app.deliveries.onSend = () => {
      runner.stop();
      return Promise.resolve();
    };
    await runner.workOnOne();
    expect(sending.sentEvents).toEqual(['event-1']);
    const claimed = await sending.app.jobs.claim('another replica', 1000);
    expect(claimed).toMatchObject({ id: (await sending.job(location))['id'], sent: 1 });
  });

  it('fails when the integration is turned off meanwhile', async () => {
    sending.delivered(1);
    const { location } = await begin();
    await sending.call('DELETE', HOOK);
    await sending.runJobs();
    expect(await sending.job(location)).toMatchObject({ state: 'failed', sent: 0 });
    expect(String((await sending.job(location))['reason'])).toContain('turned off');
  });

  it('waits while Kafka is away', async () => {
    sending.delivered(1);
    const { location } = await begin();
    sending.app.archive.failure = new AppError('kafka_unavailable', 'It is away.');
    const reads = sending.app.archive.read.bind(sending.app.archive);
    let tries = 0;
    sending.app.archive.read = (places) => {
      tries += 1;
      if (tries === 3) sending.app.archive.failure = undefined;
      return reads(places);
    };
    await sending.runJobs();
    expect(await sending.job(location)).toMatchObject({ state: 'done', sent: 1 });
  });

  it.each([
    [{ since: undefined }, /since must be a time/],
    [{ since: 'yesterday' }, /since must be a time/],
    [{ since: '2020-01-01' }, /since must not be before/],
    [{ until: '2020-01-01' }, /since must be before until/],
    [{ outcome: 'some' }, /outcome must be one of failed, all, dead/],
    [{ speed: 1 }, /can have only/],
  ])('refuses %j', async (payload, message) => {
    const { status, body } = await begin(payload);
    expect([status, body['error']]).toEqual([400, expect.stringMatching(message)]);
  });

  it('is listed, and for those alone who may write', async () => {
    await begin();
    expect((await sending.call('GET', `${HOOK}/jobs`)).body).toMatchObject([{ state: 'waiting' }]);
    expect((await sending.call('GET', `${HOOK}/jobs/none`)).status).toBe(404);
    expect((await sending.call('POST', `${HOOK}/replay`, {}, TOKENS.reader)).status).toBe(403);
  });
});
