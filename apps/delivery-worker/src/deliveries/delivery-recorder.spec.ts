import { decodeDeliveryHeaders, headerText } from '@patchbay/integration-contracts';
import type {
  AttemptDocument,
  DeliveryOutcome,
  RequestKind,
  RetryState,
} from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { aDelivery, aDeliveryRecord, aRetryState } from '../testing/a-delivery.ts';
import { anIntegration } from '../testing/an-integration.ts';
import type { Conclusion, LoggedExchange } from './conclusion.ts';
import { DeliveryRecorder } from './delivery-recorder.ts';
import type { DeliveryRecorderDependencies } from './delivery-recorder.ts';

const NOW = 1_700_000_000_000;
const tiers = [10_000, 60_000].map((delayMs) => ({ delayMs, topic: `retry.${delayMs}` }));

function recording(changes: Partial<DeliveryRecorderDependencies> = {}) {
  const happened: string[] = [];
  const records: OutgoingRecord[] = [];
  const outcomes: [number, DeliveryOutcome][] = [];
  const attempts: AttemptDocument[] = [];
  const released: [string, string | undefined][] = [];
  const recorder = new DeliveryRecorder({
    produce: async (record) => {
      records.push(record);
      await Promise.resolve();
      happened.push(`produced to ${record.topic}`);
    },
    release: ({ id }, outcome) => {
      released.push([id, outcome?.outcome]);
    },
    reportOutcome: (partition, outcome) => {
      happened.push('outcome');
      outcomes.push([partition, outcome]);
      return Promise.resolve();
    },
    log: (attempt) => {
      happened.push('log');
      attempts.push(attempt);
      return Promise.resolve();
    },
    logged: 'all',
    policy: { tiers, maxAttempts: 3, maxAgeMs: 3_600_000 },
    deadTopic: 'dead',
    logTtlMs: 1000,
    now: () => NOW,
    random: () => 0,
    ...changes,
  });
  const retryState = (): RetryState | undefined => decodeDeliveryHeaders(records[0]?.headers ?? {}).retry;
  return { recorder, happened, records, outcomes, attempts, released, retryState };
}

const request = (step: number, isOk: boolean): LoggedExchange => ({
  step,
  isOk,
  at: new Date(NOW - 5),
  durationMs: 5,
  request: {
    method: 'POST',
    url: 'https://hooks.example.com',
    headers: {},
    body: Buffer.alloc(0),
    isBodyCut: false,
  },
});

const concluded = (changes: Partial<Conclusion> = {}): Conclusion => ({
  kind: 'delivered',
  reason: '',
  status: 200,
  durationMs: 5,
  step: 1,
  requests: [request(0, true)],
  ...changes,
});
const failed = (changes: Partial<Conclusion> = {}): Conclusion =>
  concluded({
    kind: 'failed',
    reason: 'http_503',
    status: 503,
    step: 0,
    requests: [request(0, false)],
    ...changes,
  });

describe('DeliveryRecorder', () => {
  it('counts a delivery as under way until its outcome lasts', async () => {
    const lasting = Promise.withResolvers<undefined>();
    const { recorder, released } = recording({ reportOutcome: () => lasting.promise });
    const delivery = aDelivery();
    await recorder.record(delivery, failed(), anIntegration());
    expect(released).toEqual([]);
    lasting.resolve(undefined);
    await delivery.job.settled();
    expect(released).toEqual([[delivery.id, 'retrying']]);
  });

  it('lets another record have a delivery whose outcome could not be written', async () => {
    const { recorder, released } = recording({ log: () => Promise.reject(new Error('no broker')) });
    const delivery = aDelivery();
    await recorder.record(delivery, concluded(), anIntegration());
    await expect(delivery.job.settled()).rejects.toThrow('no broker');
    expect(released).toEqual([[delivery.id, undefined]]);
  });

  it('parks what is held back until the pause of its integration is over, whatever its age', async () => {
    const { recorder, records, outcomes, retryState } = recording();
    const old = aRetryState({ attempts: 2, firstAttemptAt: NOW - 9e9 });
    const held = {
      kind: 'held_back',
      reason: 'integration_paused',
      requests: [],
      heldUntil: NOW + 50_000,
    } as const;
    expect(await recorder.record(aDelivery({ retry: old }), concluded(held), anIntegration())).toBe('parked');
    expect(records).toMatchObject([{ topic: 'retry.60000' }]);
    expect(retryState()).toMatchObject({ attempts: 2, parks: 1, notBefore: NOW + 50_000 });
    expect(outcomes).toMatchObject([[3, { outcome: 'parked', reason: 'integration_paused', parks: 1 }]]);
  });

  it('reports and logs what was delivered, and hands nothing on', async () => {
    const { recorder, records, outcomes, attempts } = recording();
    const delivery = aDelivery();
    expect(await recorder.record(delivery, concluded(), anIntegration())).toBe('delivered');
    expect(records).toEqual([]);
    expect(outcomes).toEqual([
      [
        3,
        {
          deliveryId: delivery.id,
          eventId: 'event-1',
          integrationId: 'int-1',
          attempt: 1,
          outcome: 'delivered',
          status: 200,
          durationMs: 5,
          at: NOW,
        },
      ],
    ]);
    expect(attempts).toMatchObject([
      {
        _id: `${delivery.id}:1:0`,
        attempt: 1,
        outcome: 'delivered',
        name: 'probe',
        revision: 2,
        projectKey: '1042',
        expiresAt: new Date(NOW + 1000),
      },
    ]);
    expect(attempts[0]).not.toHaveProperty('reason');
    expect(attempts[0]).not.toHaveProperty('isOk');
  });

  it('hands a failed delivery on before it says so', async () => {
    const { recorder, happened, records, retryState } = recording();
    const delivery = aDelivery({ passThrough: { traceparent: '00-1' } });
    expect(await recorder.record(delivery, failed({ step: 1 }), anIntegration())).toBe('retrying');
    expect(happened).toEqual(['produced to retry.10000', 'log', 'outcome']);
    expect(records[0]).toMatchObject({
      partition: 3,
      key: delivery.job.record.key,
      value: delivery.job.body,
    });
    expect(decodeDeliveryHeaders(records[0]?.headers ?? {})).toMatchObject({
      eventId: 'event-1',
      targets: [{ integrationId: 'int-1', revision: 1 }],
      passThrough: { traceparent: '00-1' },
    });
    expect(retryState()).toEqual({
      attempts: 1,
      firstAttemptAt: NOW,
      notBefore: NOW + 10_000,
      lastOutcome: 'http_503',
      step: 1,
      parks: 0,
    });
  });

  it('hands on only the target that failed', async () => {
    const targets = ['int-1', 'int-2', 'int-3'].map((integrationId) => ({ integrationId, revision: 1 }));
    const { recorder, records } = recording();
    await recorder.record(aDelivery({ targets }), failed(), anIntegration());
    expect(decodeDeliveryHeaders(records[0]?.headers ?? {}).targets).toEqual([targets[0]]);
  });

  it('parks what was held back, without an attempt and without a document', async () => {
    const { recorder, outcomes, attempts, retryState } = recording();
    const held = concluded({ kind: 'held_back', reason: 'breaker_open', status: 0, step: 0, requests: [] });
    expect(await recorder.record(aDelivery(), held, anIntegration())).toBe('parked');
    expect(retryState()).toMatchObject({ attempts: 0, parks: 1, lastOutcome: 'breaker_open' });
    expect(outcomes[0]?.[1]).toMatchObject({
      attempt: 0,
      outcome: 'parked',
      parks: 1,
      reason: 'breaker_open',
    });
    expect(attempts).toEqual([]);
  });

  it('counts an attempt that was held back in the middle, so that its requests stay apart in the log', async () => {
    const { recorder, attempts, retryState } = recording();
    const held = concluded({ kind: 'held_back', reason: 'breaker_open', step: 1 });
    const delivery = aDelivery();
    expect(await recorder.record(delivery, held, anIntegration())).toBe('retrying');
    expect(retryState()).toMatchObject({ attempts: 1, parks: 0, step: 1 });
    expect(attempts.map(({ _id, outcome }) => [_id, outcome])).toEqual([[`${delivery.id}:1:0`, 'delivered']]);
  });

  it('keeps what a dead delivery was, and why, for whoever replays it', async () => {
    const { recorder, happened, records, retryState } = recording();
    const delivery = aDelivery();
    const gone = failed({ kind: 'dead', reason: 'gone', status: 410 });
    expect(await recorder.record(delivery, gone, anIntegration())).toBe('dead');
    expect(happened).toEqual(['produced to dead', 'log', 'outcome']);
    expect(records[0]).toMatchObject({ topic: 'dead', partition: 3, value: delivery.job.body });
    expect(retryState()).toMatchObject({ attempts: 1, lastOutcome: 'gone', firstAttemptAt: NOW });
  });

  it('gives up after the last attempt, and says what that one came to', async () => {
    const { recorder, outcomes, records, retryState } = recording();
    const delivery = aDelivery({ retry: aRetryState({ attempts: 2, firstAttemptAt: NOW - 1000 }) });
    expect(await recorder.record(delivery, failed(), anIntegration())).toBe('dead');
    expect(records[0]?.topic).toBe('dead');
    expect(outcomes[0]?.[1]).toMatchObject({ attempt: 3, reason: 'attempts_exhausted' });
    expect(retryState()).toMatchObject({ attempts: 3, lastOutcome: 'attempts_exhausted: http_503' });
  });

  it('gives every request a document of its own', async () => {
    const { recorder, attempts } = recording();
    const delivery = aDelivery({ retry: aRetryState({ attempts: 1 }) });
    const requests = [request(1, true), request(2, false)];
    await recorder.record(delivery, failed({ step: 2, requests }), anIntegration());
    expect(attempts.map(({ _id, outcome, reason }) => [_id, outcome, reason])).toEqual([
      [`${delivery.id}:2:1`, 'delivered', undefined],
      [`${delivery.id}:2:2`, 'dead', 'attempts_exhausted'],
    ]);
  });

  it('says in the log why a delivery died without a request, beside the attempts before', async () => {
    const { recorder, attempts } = recording();
    const delivery = aDelivery({ retry: aRetryState({ attempts: 2 }) });
    const dead = concluded({
      kind: 'dead',
      reason: 'integration_missing',
      step: 0,
      requests: [],
      detail: 'gone',
    });
    await recorder.record(delivery, dead, undefined);
    expect(attempts).toMatchObject([
      {
        _id: `${delivery.id}:2:end`,
        outcome: 'dead',
        reason: 'integration_missing',
        error: 'gone',
        name: '',
      },
    ]);
    expect(attempts[0]).not.toHaveProperty('request');
  });

  it('writes nothing more when Kafka does not take what follows', async () => {
    const { recorder, happened } = recording({ produce: () => Promise.reject(new Error('no broker')) });
    await expect(recorder.record(aDelivery(), failed(), anIntegration())).rejects.toThrow('no broker');
    expect(happened).toEqual([]);
  });

  it.each([
    ['outcome', { reportOutcome: () => Promise.reject(new Error('lost')) }],
    ['log', { log: () => Promise.reject(new Error('lost')) }],
  ])('leaves the job undone while the %s is not written', async (_name, changes) => {
    const { recorder } = recording(changes);
    const delivery = aDelivery();
    await recorder.record(delivery, concluded(), anIntegration());
    await expect(delivery.job.settled()).rejects.toThrow('lost');
  });
});

describe('DeliveryRecorder, quarantine', () => {
  it('puts an unreadable record on the dead topic as it is, with the reason', async () => {
    const { recorder, records } = recording();
    const headers = { version: '9', odd: ['a', 'b'], bytes: Buffer.from('x') };
    const record = aDeliveryRecord({}, { headers, value: Buffer.from('anything') });
    await recorder.quarantine(record, 'header version is 9, expected 1');
    expect(records[0]).toMatchObject({ topic: 'dead', partition: 3, key: record.key, value: record.value });
    const given = records[0]?.headers ?? {};
    expect(headerText(given, 'dead-reason')).toBe('unreadable_record');
    expect(headerText(given, 'dead-detail')).toBe('header version is 9, expected 1');
    expect(headerText(given, 'version')).toBe('9');
  });

  describe('what people ask for', () => {
    const asked = (kind: RequestKind) => aDelivery({ request: { id: 'r1', kind } });

    it('ends a test with its first answer, whatever that was, and keeps it out of the balance', async () => {
      const { recorder, records, outcomes, attempts } = recording();
      expect(await recorder.record(asked('test'), failed(), anIntegration())).toBe('dead');
      expect([records, outcomes]).toEqual([[], []]);
      expect(attempts).toMatchObject([
        { outcome: 'dead', reason: 'http_503', requested: { id: 'r1', kind: 'test', documents: 1 } },
      ]);
    });

    it('retries what is sent again like everything else, and says whose request it was', async () => {
      const { recorder, records, outcomes, attempts } = recording();
      const delivery = asked('resend');
      expect(await recorder.record(delivery, failed(), anIntegration())).toBe('retrying');
      expect(decodeDeliveryHeaders(records[0]?.headers ?? {}).request).toEqual({ id: 'r1', kind: 'resend' });
      expect(outcomes).toMatchObject([[3, { requestId: 'r1', attempt: 1 }]]);
      expect(attempts).toMatchObject([
        { _id: `${delivery.id}:1:0@r1`, attempt: 1, record: 'integration.deliveries/3/7' },
      ]);
    });

    it('logs even that nothing was sent, since somebody waits for it', async () => {
      const { recorder, attempts } = recording();
      const nothing = concluded({
        kind: 'ignored',
        reason: 'branch is not protected',
        requests: [],
        step: 0,
      });
      await recorder.record(asked('replay'), nothing, anIntegration());
      expect(attempts).toMatchObject([
        { outcome: 'ignored', reason: 'branch is not protected', requested: { documents: 1 } },
      ]);
      expect(attempts[0]).not.toHaveProperty('request');
    });
  });
});

describe('what DeliveryRecorder logs', () => {
  const ended = {
    delivered: concluded(),
    dead: concluded({ kind: 'dead', reason: 'http_404', status: 404 }),
  };

  it.each([
    ['all', 'delivered', 1],
    ['all', 'dead', 1],
    ['failures', 'delivered', 0],
    ['failures', 'dead', 1],
    ['off', 'delivered', 0],
    ['off', 'dead', 0],
  ] as const)(
    'with %s, of one that is %s: %i attempts, and the outcome each time',
    async (logged, end, count) => {
      const { recorder, attempts, outcomes } = recording({ logged });
      const delivery = aDelivery();
      await recorder.record(delivery, ended[end], anIntegration());
      await delivery.job.settled();
      expect([attempts.length, outcomes.length]).toEqual([count, 1]);
    },
  );

  it('is what people asked for, even where nothing else is logged', async () => {
    const { recorder, attempts } = recording({ logged: 'off' });
    await recorder.record(aDelivery({ request: { id: 'r1', kind: 'resend' } }), concluded(), anIntegration());
    expect(attempts).toMatchObject([{ requested: { id: 'r1' } }]);
  });

  it('says when a delivery that failed is tried again', async () => {
    const { recorder, attempts, retryState } = recording();
    await recorder.record(
      aDelivery(),
      concluded({ kind: 'failed', reason: 'http_503', status: 503, requests: [request(0, false)] }),
      anIntegration(),
    );
    expect(attempts[0]?.retryAt?.getTime()).toBe(retryState()?.notBefore);
  });
});
