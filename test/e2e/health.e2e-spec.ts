import { setTimeout as sleep } from 'node:timers/promises';
import { decodeHealthChange } from '@patchbay/integration-contracts';
import { Receiver } from '@patchbay/tools/receiver';
import { readTopic } from '@patchbay/tools/services';
import { Webhook } from 'standardwebhooks';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** Settings and states take a moment to the workers. */
const SETTLE_MS = 700;
const PAUSE_MS = 4000;
const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

type Json = Readonly<Record<string, unknown>>;

describe('an integration that keeps failing', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({
        name: 'health',
        environment: {
          ...{ HEALTH_FAILURES_BEFORE_PAUSE: '3', HEALTH_FIRST_PAUSE: `${String(PAUSE_MS)}ms` },
          ...{ OPERATIONS_WEBHOOK_URL: `${receiver.url}/operations`, OPERATIONS_WEBHOOK_SECRET: SECRET },
          // This is about integrations: the breaker of their common origin must not come first.
          BREAKER_VOLUME: '1000',
        },
      }),
      (started) => started.stop(),
    );
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  const get = async (path: string): Promise<Json> => (await patchbay.api.call('GET', path)).body as Json;
  const healthOf = (project: number): Promise<Json> =>
    get(`/api/v4/projects/${String(project)}/integrations/webhook/health`);
  const untilState = (project: number, state: string): Promise<void> =>
    eventually(
      `project ${String(project)} to be ${state}`,
      async () => (await healthOf(project))['state'] === state,
    );
  const setUp = async (project: number, path: string): Promise<void> => {
    await patchbay.api.put(`project:${project}`, 'webhook', { url: `${receiver.url}${path}` });
    await sleep(SETTLE_MS);
  };
  const publish = (project: number, ids: readonly string[]): Promise<void> =>
    patchbay.publishAll(ids.map((id) => ({ id, event: anEvent().inProject(project) })));

  it('is left alone during its pause, and gets everything after it', async () => {
    await setUp(2901, '/failing');
    receiver.on('/failing', { answers: [500] });
    await publish(2901, ['h1', 'h2', 'h3', 'h4']);
    await untilState(2901, 'paused');
    const paused = await healthOf(2901);
    expect(paused).toMatchObject({
      ...{
        consecutive_failures: 4,
        last_failure: { reason: 'http_500', status: 500 },
        last_success_at: null,
      },
    });
    // What was on its way when it was paused.
    await sleep(SETTLE_MS);
    const before = receiver.at('/failing').length;
    receiver.on('/failing', { answers: [200] });
    await publish(2901, ['h5', 'h6']);
    await patchbay.outcomesWhere('two that are held back', ({ reason }) => reason === 'integration_paused', {
      count: 2,
    });
    const pausedUntil = Date.parse(String(paused['paused_until']));
    expect(await get('/api/v4/projects/2901/integrations/webhook')).toMatchObject({ health: 'paused' });
    expect(await get('/api/v4/admin/health?state=paused')).toMatchObject([
      { slug: 'webhook', scope: 'project:2901', state: 'paused' },
    ]);
    const ids = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
    await eventually(
      'all six to be delivered',
      () =>
        ids.every((id) =>
          patchbay.outcomes.some(({ eventId, outcome }) => eventId === id && outcome === 'delivered'),
        ),
      30_000,
    );
    const tooEarly = receiver
      .at('/failing')
      .slice(before)
      .filter(({ at }) => at < pausedUntil);
    expect(tooEarly).toEqual([]);
    await untilState(2901, 'healthy');
    expect(await healthOf(2901)).toMatchObject({ consecutive_failures: 0, paused_until: null });
  }, 90_000);

  it('is off at once where the endpoint is gone, and on again with new settings', async () => {
    await setUp(2902, '/gone');
    receiver.on('/gone', { answers: [410] });
    await publish(2902, ['g1']);
    await untilState(2902, 'off');
    await sleep(SETTLE_MS);
    await publish(2902, ['g2']);
    await patchbay.outcomesWhere('one that is held back', ({ reason }) => reason === 'integration_off');
    expect(receiver.at('/gone')).toHaveLength(1);
    await setUp(2902, '/moved');
    await untilState(2902, 'healthy');
    await patchbay.outcomesWhere(
      'the one that was held back',
      ({ eventId, outcome }) => eventId === 'g2' && outcome === 'delivered',
    );
    expect(receiver.at('/moved')).toHaveLength(1);
  }, 90_000);

  it('is on again when a person says so, who is written down', async () => {
    await setUp(2903, '/gone-too');
    receiver.on('/gone-too', { answers: [410, 200] });
    await publish(2903, ['r1']);
    await untilState(2903, 'off');
    const place = '/api/v4/projects/2903/integrations/webhook';
    const { status, body } = await patchbay.api.call('POST', `${place}/health/reset`);
    expect([status, body]).toMatchObject([200, { state: 'healthy', consecutive_failures: 0 }]);
    expect(await get(`${place}/audit`)).toMatchObject({ entries: [{ action: 'health_reset' }, {}] });
    await sleep(SETTLE_MS);
    await publish(2903, ['r2']);
    await patchbay.outcomesWhere(
      'the next one',
      ({ eventId, outcome }) => eventId === 'r2' && outcome === 'delivered',
    );
  }, 90_000);

  it('is told of to operators, signed, and on the topic', async () => {
    await eventually('six notifications', () => receiver.at('/operations').length >= 6);
    const told = receiver.at('/operations').map(({ body, headers }) => {
      const wanted = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
      const signed = Object.fromEntries(wanted.map((name) => [name, String(headers[name])]));
      return new Webhook(SECRET).verify(body.toString(), signed) as Json;
    });
    const about = (project: number): unknown[] =>
      told.filter(({ scope }) => scope === `project:${String(project)}`).map(({ state }) => state);
    expect([about(2901), about(2902), about(2903)].map((states) => states.slice().sort())).toEqual([
      ['healthy', 'paused'],
      ['healthy', 'off'],
      ['healthy', 'off'],
    ]);
    const records = await readTopic(patchbay.kafka, patchbay.topics.health.topic);
    const changes = records.map(({ value }) => decodeHealthChange(value ?? Buffer.alloc(0)));
    const states = new Map(changes.map(({ integrationId, state }) => [integrationId, state]));
    expect([...states.values()]).toEqual(['healthy', 'healthy', 'healthy']);
  }, 60_000);
});
