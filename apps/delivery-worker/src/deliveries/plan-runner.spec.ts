import { MASK, json, mail, post, skip } from '@patchbay/integration-contracts';
import type { RequestPlan, RequestSpec, ResponseView, Skip } from '@patchbay/integration-contracts';
import { OriginRegistry } from '../breakers/origin-registry.ts';
import { outgoingCall } from '@patchbay/service-kit/outbound';
import type { Exchange, OutgoingCall } from '@patchbay/service-kit/outbound';
import { RecordAbandonedError } from '@patchbay/service-kit/kafka';
import { aDelivery, aRetryState } from '../testing/a-delivery.ts';
import { answered, unanswered } from '../testing/an-exchange.ts';
import { ENDPOINT, SECRET, anIntegration } from '../testing/an-integration.ts';
import type { Conclusion } from './conclusion.ts';
import { DeliveryJob } from './delivery-job.ts';
import { PlanRunner } from './plan-runner.ts';

const GATES = {
  maxInFlightTotal: 10,
  maxInFlight: 5,
  slotWaitMs: 1000,
  breaker: { errorPercentage: 50, volume: 3, windowMs: 10_000, resetMs: 30_000 },
  onBreakerChange: () => undefined,
};
const origins = new OriginRegistry(GATES);
let places = 0;

/** Every test calls an origin of its own, since a breaker remembers. */
const ownOrigin = (): string => `https://receiver-${(places += 1)}.example.com`;

function running(...exchanges: Exchange[]) {
  const sent: OutgoingCall[] = [];
  const runner = new PlanRunner({
    isTracedOutside: true,
    origins,
    clients: {
      prepare: outgoingCall,
      send: (call) => {
        sent.push(call);
        return Promise.resolve(exchanges[sent.length - 1] ?? answered(200));
      },
    },
    now: () => 0,
    log: { requestBytes: 1000, responseBytes: 1000, fingerprint: () => 'print' },
  });
  const run = (
    plan: () => RequestPlan,
    traits: Parameters<typeof anIntegration>[0] = {},
    delivery = aDelivery(),
  ): Promise<Conclusion> => runner.run(delivery, anIntegration({ plan, ...traits }));
  const paths = () => sent.map(({ url }) => url.pathname);
  return { run, sent, paths };
}

const to = (origin: string, ...paths: string[]): RequestSpec[] =>
  paths.map((path) => post(`${origin}/${path}`, json({ path })));
const atStep = (step: number) => aDelivery({ retry: aRetryState({ step }) });

afterAll(() => {
  origins.close();
});

describe('PlanRunner, single requests and lists', () => {
  it('goes on behind an optional request that was refused, and not behind one that was put off', async () => {
    const plan = () => to(ownOrigin(), 'a', 'b').map((request) => ({ ...request, isOptional: true }));
    const refused = running(answered(404), answered(200));
    expect(await refused.run(plan)).toMatchObject({ kind: 'delivered' });
    expect(refused.paths()).toEqual(['/a', '/b']);
    const allRefused = running(answered(401), answered(404));
    expect(await allRefused.run(plan)).toMatchObject({ kind: 'dead', reason: 'http_404' });
    const putOff = running(answered(503));
    expect(await putOff.run(plan)).toMatchObject({ kind: 'failed', step: 0 });
  });

  it('delivers a single request and keeps it for the log', async () => {
    const { run } = running(answered(202, 'ok'));
    const conclusion = await run(() => post(ENDPOINT, json({ a: 1 })));
    expect(conclusion).toMatchObject({ kind: 'delivered', reason: '', status: 202, durationMs: 5, step: 1 });
    expect(conclusion.requests).toMatchObject([
      { step: 0, isOk: true, request: { url: ENDPOINT }, response: { status: 202 } },
    ]);
  });

  it('makes the requests of a list one after the other and stops at the first that fails', async () => {
    const { run, paths } = running(answered(200), answered(503, '', { 'retry-after': '7' }));
    const conclusion = await run(() => to(ownOrigin(), 'a', 'b', 'c'));
    expect(paths()).toEqual(['/a', '/b']);
    expect(conclusion).toMatchObject({ kind: 'failed', reason: 'http_503', step: 1, retryAfterMs: 7000 });
    expect(conclusion.requests.map(({ step, isOk }) => [step, isOk])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(conclusion.durationMs).toBe(10);
  });

  it('goes on where the attempt before stopped', async () => {
    const { run, paths } = running();
    const conclusion = await run(() => to(ownOrigin(), 'a', 'b', 'c'), {}, atStep(1));
    expect(paths()).toEqual(['/b', '/c']);
    expect(conclusion).toMatchObject({ kind: 'delivered', step: 3 });
  });

  it('gives every request of a delivery a key of its own, the same in every attempt', async () => {
    const delivery = aDelivery();
    const keysOf = async (at: typeof delivery): Promise<(string | undefined)[]> => {
      const { run, sent } = running();
      await run(() => to(ownOrigin(), 'a', 'b', 'c'), {}, at);
      return sent.map(({ headers }) => headers['idempotency-key']);
    };
    const keys = await keysOf(delivery);
    expect(keys).toEqual([delivery.id, `${delivery.id}:1`, `${delivery.id}:2`]);
    expect(await keysOf(atStep(1))).toEqual(keys.slice(1));
  });

  it('ends a delivery that was refused', async () => {
    const { run } = running(answered(404));
    expect(await run(() => to(ownOrigin(), 'a', 'b'))).toMatchObject({
      kind: 'dead',
      reason: 'http_404',
      step: 0,
    });
  });

  it('tries again where there was no answer', async () => {
    const { run } = running(unanswered('timed_out', 'no complete answer'));
    const conclusion = await run(() => to(ownOrigin(), 'a'));
    expect(conclusion).toMatchObject({ kind: 'failed', reason: 'timed_out', status: 0 });
    expect(conclusion.requests[0]).toMatchObject({ error: 'no complete answer' });
  });

  it('ignores what the definition skips, and what has nothing to send', async () => {
    const { run, sent } = running();
    expect(await run(() => skip('only broken pipelines'))).toMatchObject({
      kind: 'ignored',
      reason: 'only broken pipelines',
    });
    expect(await run(() => [])).toMatchObject({ kind: 'ignored', reason: 'nothing to send' });
    expect(sent).toEqual([]);
  });

  it('keeps secrets out of reasons, which an endpoint may quote', async () => {
    const { run } = running(answered(200, SECRET));
    const conclusion = await run(() => to(ownOrigin(), 'a'), {
      verdict: ({ body }) => ({
        ok: false,
        isRetryable: false,
        reason: `unknown token ${body}${'x'.repeat(999)}`,
      }),
    });
    expect(conclusion.reason).toMatch(/^refused_by_body: unknown token \[masked\]x+$/);
    expect(conclusion.reason.length).toBeLessThanOrEqual(300);
    expect((await run(() => skip(`no ${SECRET}`))).reason).toBe(`no ${MASK}`);
  });
});

describe('PlanRunner, mails', () => {
  const mails = () =>
    ['ada@example.com', 'ben@example.com'].map((to) => mail({ to: [to], subject: 'a', text: 'b' }));
  const refused = unanswered('mail_refused', '550 no such box');

  it('go to the others when one receiver is refused', async () => {
    const { run, sent } = running(refused, answered(250));
    expect(await run(mails)).toMatchObject({ kind: 'delivered' });
    expect(sent).toHaveLength(2);
  });

  it('that nobody gets are no delivery', async () => {
    expect(await running(refused, refused).run(mails)).toMatchObject({
      kind: 'dead',
      reason: 'mail_refused',
    });
    expect(await running(refused).run(() => mails().slice(0, 1))).toMatchObject({ kind: 'dead' });
  });

  it('end at the first when there is no mail server, and at one that is put off', async () => {
    const without = running(unanswered('mail_not_configured', 'set SMTP_URL'));
    expect(await without.run(mails)).toMatchObject({ kind: 'dead', reason: 'mail_not_configured' });
    expect(without.sent).toHaveLength(1);
    const putOff = running(answered(250), unanswered('mail_deferred', '451 later'));
    expect(await putOff.run(mails)).toMatchObject({ kind: 'failed', reason: 'mail_deferred', step: 1 });
  });
});

describe('PlanRunner, held back', () => {
  it('makes no request while the breaker is open', async () => {
    const origin = ownOrigin();
    const { run, sent } = running(answered(500), answered(500), answered(500));
    for (let attempts = 0; attempts < 3; attempts += 1) await run(() => to(origin, 'a'));
    const conclusion = await run(() => to(origin, 'a'));
    expect(conclusion).toMatchObject({ kind: 'held_back', reason: 'breaker_open', requests: [], status: 0 });
    expect(sent).toHaveLength(3);
  });

  it('says at which request of a list it was held back, and keeps those before it', async () => {
    const [good, bad] = [ownOrigin(), ownOrigin()];
    const { run } = running(answered(500), answered(500), answered(500));
    for (let attempts = 0; attempts < 3; attempts += 1) await run(() => to(bad, 'a'));
    const conclusion = await run(() => [...to(good, 'a'), ...to(bad, 'b')]);
    expect(conclusion).toMatchObject({ kind: 'held_back', step: 1, requests: [{ step: 0, isOk: true }] });
  });
});

describe('PlanRunner, defects', () => {
  it('ends a delivery whose definition throws, without its secrets', async () => {
    const { run } = running();
    const conclusion = await run(() => {
      throw new TypeError(`cannot read ${SECRET}`);
    });
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed', requests: [] });
    expect(conclusion.detail).toContain(`cannot read ${MASK}`);
    expect(conclusion.detail).not.toContain(SECRET);
  });

  it('ends a delivery to an address that can’t be called', async () => {
    const { run, sent } = running();
    const conclusion = await run(() => post('ftp://example.com/', json({})));
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed' });
    expect(sent).toEqual([]);
  });

  it('ends a delivery whose event can’t be read', async () => {
    const { run } = running();
    const broken = aDelivery({}, Buffer.from('{"object_kind":'));
    expect(await run(() => to(ownOrigin(), 'a'), {}, broken)).toMatchObject({
      kind: 'dead',
      reason: 'definition_failed',
    });
  });

  it('keeps the requests that were made before the definition failed', async () => {
    const { run } = running();
    const conclusion = await run(() => [...to(ownOrigin(), 'a'), post('nowhere', json({}))]);
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed' });
    expect(conclusion.requests).toHaveLength(1);
  });

  it('keeps a request over whose answer the definition failed, and does not blame the origin', async () => {
    const origin = ownOrigin();
    const { run } = running();
    const verdict = (): never => {
      throw new TypeError('cannot read the answer');
    };
    for (let attempts = 0; attempts < 5; attempts += 1) {
      const conclusion = await run(() => to(origin, 'a'), { verdict });
      expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed', status: 200 });
      expect(conclusion.requests).toMatchObject([{ step: 0, isOk: false }]);
    }
    expect(origins.gateOf(origin).state).toBe('closed');
  });
});

describe('PlanRunner, generators', () => {
  type Plan = Generator<RequestSpec, Skip | undefined, ResponseView>;

  it('shows each answer to the definition, which decides on what follows', async () => {
    const origin = ownOrigin();
    const seen: string[] = [];
    const { run, paths } = running(answered(200, 'first'), answered(404, 'second'), answered(200, 'third'));
    const conclusion = await run(function* (): Plan {
      for (const path of ['a', 'b', 'c']) {
        const { status, body } = yield post(`${origin}/${path}`, json({}));
        seen.push(`${status} ${body}`);
      }
      return undefined;
    });
    expect(seen).toEqual(['200 first', '404 second', '200 third']);
    expect(paths()).toEqual(['/a', '/b', '/c']);
    expect(conclusion).toMatchObject({ kind: 'delivered', reason: '' });
    expect(conclusion.requests.map(({ isOk }) => isOk)).toEqual([true, false, true]);
  });

  it('ends with the last answer', async () => {
    const origin = ownOrigin();
    const { run } = running(answered(200), answered(403));
    const conclusion = await run(function* (): Plan {
      yield post(`${origin}/a`, json({}));
      yield post(`${origin}/b`, json({}));
      return undefined;
    });
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'http_403', status: 403 });
  });

  it('begins anew after an answer that says "not now"', async () => {
    const origin = ownOrigin();
    const { run, paths } = running(answered(200), answered(503));
    const conclusion = await run(function* (): Plan {
      yield post(`${origin}/a`, json({}));
      yield post(`${origin}/b`, json({}));
      yield post(`${origin}/c`, json({}));
      return undefined;
    });
    expect(paths()).toEqual(['/a', '/b']);
    expect(conclusion).toMatchObject({ kind: 'failed', reason: 'http_503', step: 0 });
  });

  it('can find that there is nothing to do after all, or from the start', async () => {
    const origin = ownOrigin();
    const { run } = running(answered(200, 'closed'));
    const skipped = await run(function* (): Plan {
      const { body } = yield post(`${origin}/a`, json({}));
      return skip(`the issue is ${body}`);
    });
    expect(skipped).toMatchObject({
      kind: 'ignored',
      reason: 'the issue is closed',
      requests: [{ step: 0 }],
    });
    const nothing = await run(function* (): Plan {
      return undefined;
    });
    expect(nothing).toMatchObject({ kind: 'ignored', reason: 'nothing to send' });
  });

  it('ends when the definition fails in the middle, and keeps what was made', async () => {
    const origin = ownOrigin();
    const { run } = running();
    const conclusion = await run(function* (): Plan {
      yield post(`${origin}/a`, json({}));
      throw new TypeError('no transition fits');
    });
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed', requests: [{ step: 0 }] });
  });

  it('does not let an endpoint lead a definition on for ever', async () => {
    const origin = ownOrigin();
    const { run, sent } = running();
    const conclusion = await run(function* (): Plan {
      for (;;) yield post(`${origin}/next`, json({}));
    });
    expect(conclusion).toMatchObject({ kind: 'dead', reason: 'definition_failed' });
    expect(sent).toHaveLength(50);
  });
});

describe('PlanRunner, tests of settings', () => {
  const probing = (isProbe: boolean) => aDelivery({ request: { id: 'r1', kind: 'test', isProbe } });
  const plan = () => to('https://events.example.com', 'event');
  const probe = () => to('https://events.example.com', 'probe');

  it('sends what the definition has for it, if that is asked for', async () => {
    const probed = running();
    expect(await probed.run(plan, { probe }, probing(true))).toMatchObject({ kind: 'delivered' });
    expect(probed.paths()).toEqual(['/probe']);
    const other = running();
    await other.run(plan, { probe }, probing(false));
    await other.run(plan, {}, probing(true));
    expect(other.paths()).toEqual(['/event', '/event']);
  });
});

describe('PlanRunner, records that somebody else has now', () => {
  const leased = (lease: { isLost: boolean; isEnding: boolean }) => {
    const delivery = aDelivery();
    const job = new DeliveryJob({ ...delivery.job.record, lease }, delivery.job.headers);
    return { ...delivery, job };
  };

  it('makes no request for what waited until then, and gives its slot to others', async () => {
    const gates = new OriginRegistry({ ...GATES, maxInFlightTotal: 1, maxInFlight: 1 });
    const lease = { isLost: false, isEnding: false };
    const first = Promise.withResolvers<Exchange>();
    const sent: OutgoingCall[] = [];
    const send = (call: OutgoingCall): Promise<Exchange> => {
      sent.push(call);
      return first.promise;
    };
    const log = { requestBytes: 1000, responseBytes: 1000, fingerprint: () => 'print' };
    const runner = new PlanRunner({
      isTracedOutside: true,
      origins: gates,
      clients: { prepare: outgoingCall, send },
      now: () => 0,
      log,
    });
    const integration = anIntegration();
    const [under, waiting, third] = [aDelivery(), leased(lease), aDelivery()].map((delivery) =>
      runner.run(delivery, integration),
    );
    lease.isLost = true;
    first.resolve(answered(200));
    await expect(waiting).rejects.toBeInstanceOf(RecordAbandonedError);
    expect([await under, await third]).toMatchObject([{ kind: 'delivered' }, { kind: 'delivered' }]);
    expect(sent).toHaveLength(2);
    gates.close();
  });

  it('finishes what it began, and begins nothing, when the worker is about to end', () => {
    const { job } = leased({ isLost: false, isEnding: true });
    expect(job.isAbandoned).toBe(true);
    job.hasBegun = true;
    expect(job.isAbandoned).toBe(false);
  });
});
