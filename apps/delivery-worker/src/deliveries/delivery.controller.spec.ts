import 'reflect-metadata';
import { AppError, deliveryIdOf } from '@patchbay/integration-contracts';
import type { DeliveryRequest, HealthChange } from '@patchbay/integration-contracts';
import { RpcException } from '@nestjs/microservices';
import { RecordAbandonedError } from '@patchbay/service-kit/kafka';
import { createRegistry } from '@patchbay/service-kit/metrics';
import { Deduplication } from '../deduplication/deduplication.ts';
import { HoldView } from '../integrations/hold-view.ts';
import type { IntegrationView } from '../integrations/integration-view.ts';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';
import { aDeliveryRecord, aRetryState } from '../testing/a-delivery.ts';
import { aHealthRecord } from '../testing/a-health-record.ts';
import { SECRET, anIntegration } from '../testing/an-integration.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import { WorkerMetrics } from '../worker-metrics.ts';
import type { Conclusion } from './conclusion.ts';
import type { Delivery } from './delivery-job.ts';
import { DeliveryController } from './delivery.controller.ts';
import type { DeliveryRecorder } from './delivery-recorder.ts';
import type { PlanRunner } from './plan-runner.ts';

const NOW = 1_700_000_000_000;
const DELIVERED: Conclusion = {
  kind: 'delivered',
  reason: '',
  status: 200,
  durationMs: 5,
  step: 1,
  requests: [],
};

interface World {
  readonly open?: (id: string) => Promise<OpenedIntegration | undefined>;
  readonly run?: (delivery: Delivery) => Promise<Conclusion>;
  readonly record?: (delivery: Delivery) => Promise<void>;
  readonly health?: readonly Partial<HealthChange>[];
}

function delivering({ open, run, record, health = [] }: World = {}) {
  const recorded: [string, Conclusion, string | undefined][] = [];
  const quarantined: string[] = [];
  const { logger, lines } = recordingLogger();
  const registry = createRegistry('test');
  const view = {
    opened: () => undefined,
    open: open ?? (() => Promise.resolve(anIntegration())),
    openTrial: (id: string, { name }: { name: string }) => ({ ...anIntegration(), id, name }),
  };
  const runner = { run: run ?? (() => Promise.resolve(DELIVERED)) };
  const recorder = {
    record: async (
      delivery: Delivery,
      conclusion: Conclusion,
      integration: OpenedIntegration | undefined,
    ) => {
      await record?.(delivery);
      deduplication.end(delivery);
      recorded.push([delivery.target.integrationId, conclusion, integration?.name]);
      return conclusion.kind === 'held_back' ? 'parked' : conclusion.kind;
    },
    quarantine: (_record: unknown, detail: string) => Promise.resolve(quarantined.push(detail)),
  };
  const holds = new HoldView(logger, () => NOW);
  for (const change of health) holds.apply(aHealthRecord(change));
  const deduplication = new Deduplication({ entries: 100, windowMs: 60_000, now: () => 0 });
  const controller = new DeliveryController(
    view as unknown as IntegrationView,
    holds,
    runner as unknown as PlanRunner,
    recorder as unknown as DeliveryRecorder,
    deduplication,
    new WorkerMetrics(registry),
    logger,
  );
  return { controller, deduplication, recorded, quarantined, lines, registry };
}

const targets = (...ids: string[]) => ids.map((integrationId) => ({ integrationId, revision: 1 }));
const missing = () => Promise.reject(new AppError('integration_missing', 'Integration int-1 is not there.'));

describe('DeliveryController', () => {
  it('finishes every target of a record', async () => {
    const { controller, recorded, registry } = delivering();
    await controller.deliver(aDeliveryRecord({ targets: targets('a', 'b', 'c') }));
    expect(recorded.map(([id, { kind }, name]) => [id, kind, name])).toEqual([
      ['a', 'delivered', 'probe'],
      ['b', 'delivered', 'probe'],
      ['c', 'delivered', 'probe'],
    ]);
    expect(await registry.metrics()).toContain(
      'patchbay_deliveries_total{name="probe",outcome="delivered",service="test"} 3',
    );
  });

  it('puts a record that can’t be read where operators find it, and is done with it', async () => {
    const { controller, recorded, quarantined, lines } = delivering();
    await controller.deliver(aDeliveryRecord({}, { headers: { version: '9' } }));
    expect(quarantined).toEqual(['header version is 9, expected 1']);
    expect(recorded).toEqual([]);
    expect(lines).toMatchObject([
      { level: 'error', fields: { topic: 'integration.deliveries', partition: 3, offset: '7' } },
    ]);
  });

  it('ignores an integration that was turned off', async () => {
    const { controller, recorded } = delivering({
      open: () => Promise.resolve(anIntegration({ isActive: false })),
      run: () => Promise.reject(new Error('must not run')),
    });
    await controller.deliver(aDeliveryRecord());
    expect(recorded).toMatchObject([['int-1', { kind: 'ignored', reason: 'integration_inactive' }, 'probe']]);
  });

  it('holds back what an integration that is paused or off would get, and tells until when', async () => {
    const { controller, recorded } = delivering({
      run: () => Promise.reject(new Error('must not run')),
      health: [
        { integrationId: 'a', state: 'paused', pausedUntil: NOW + 1 },
        { integrationId: 'b', state: 'off' },
      ],
    });
    await controller.deliver(aDeliveryRecord({ targets: targets('a', 'b') }));
    expect(recorded).toMatchObject([
      ['a', { kind: 'held_back', reason: 'integration_paused', heldUntil: NOW + 1 }, 'probe'],
      ['b', { kind: 'held_back', reason: 'integration_off', heldUntil: Number.POSITIVE_INFINITY }, 'probe'],
    ]);
  });

  it('sends again once a pause is over, or the integration is healthy', async () => {
    const { controller, recorded } = delivering({
      health: [
        { integrationId: 'a', state: 'paused', pausedUntil: NOW },
        { integrationId: 'b', state: 'off', version: 1 },
        { integrationId: 'b', state: 'healthy', version: 2 },
      ],
    });
    await controller.deliver(aDeliveryRecord({ targets: targets('a', 'b') }));
    expect(recorded.map(([, { kind }]) => kind)).toEqual(['delivered', 'delivered']);
  });

  it.each<[Partial<DeliveryRequest>, string]>([
    [{ kind: 'test' }, 'delivered'],
    [{ kind: 'resend' }, 'delivered'],
    [{ kind: 'notify' }, 'delivered'],
    [{ kind: 'replay', isProbe: true }, 'delivered'],
    [{ kind: 'replay' }, 'held_back'],
    [{ kind: 'recover' }, 'held_back'],
  ])('of an integration that is off, %j is %s', async (request, kind) => {
    const { controller, recorded } = delivering({ health: [{ integrationId: 'int-1', state: 'off' }] });
    await controller.deliver(aDeliveryRecord({ request: { id: 'r1', kind: 'test', ...request } }));
    expect(recorded).toMatchObject([['int-1', { kind }, 'probe']]);
  });

  it('ends the deliveries of an integration that was deleted', async () => {
    const { controller, recorded } = delivering({ open: () => Promise.resolve(undefined) });
    await controller.deliver(aDeliveryRecord());
    expect(recorded).toMatchObject([['int-1', { kind: 'dead', reason: 'integration_missing' }, undefined]]);
  });

  it('holds back what goes to an integration that has not been seen yet', async () => {
    const { controller, recorded } = delivering({ open: missing });
    await controller.deliver(aDeliveryRecord());
    await controller.deliver(aDeliveryRecord({ retry: aRetryState({ attempts: 0, parks: 2 }) }));
    expect(recorded.map(([, { kind, reason }]) => [kind, reason])).toEqual([
      ['held_back', 'integration_missing'],
      ['held_back', 'integration_missing'],
    ]);
  });

  it('takes an integration for deleted that is still not there after some parks', async () => {
    const { controller, recorded } = delivering({ open: missing });
    await controller.deliver(aDeliveryRecord({ retry: aRetryState({ attempts: 0, parks: 3 }) }));
    expect(recorded).toMatchObject([['int-1', { kind: 'dead', reason: 'integration_missing' }, undefined]]);
  });

  it.each(['key_unknown', 'unsealing_failed'] as const)('holds back what it can’t open: %s', async (code) => {
    const { controller, recorded } = delivering({ open: () => Promise.reject(new AppError(code, 'key k9')) });
    await controller.deliver(aDeliveryRecord());
    expect(recorded).toMatchObject([['int-1', { kind: 'held_back', reason: code }, undefined]]);
  });

  it('holds back rather than loses what meets a defect of ours', async () => {
    const { controller, recorded } = delivering({ run: () => Promise.reject(new TypeError('a defect')) });
    await controller.deliver(aDeliveryRecord());
    expect(recorded).toMatchObject([['int-1', { kind: 'held_back', reason: 'unexpected' }, undefined]]);
  });

  it('is not done while one target is not recorded, and waits for the others all the same', async () => {
    const slow = Promise.withResolvers<void>();
    const { controller, recorded } = delivering({
      record: ({ target }) =>
        target.integrationId === 'bad' ? Promise.reject(new Error('no broker')) : slow.promise,
    });
    let isDone = false;
    const delivered = controller.deliver(aDeliveryRecord({ targets: targets('bad', 'slow') })).finally(() => {
      isDone = true;
    });
    const outcome = expect(delivered).rejects.toThrow('no broker');
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    slow.resolve();
    await outcome;
    expect(recorded.map(([id]) => id)).toEqual(['slow']);
  });

  it('is not done before what was written about its deliveries lasts', async () => {
    const write = Promise.withResolvers<void>();
    const { controller, recorded } = delivering({
      record: ({ job }) => {
        job.waitFor(write.promise);
        return Promise.resolve();
      },
    });
    let isDone = false;
    const delivered = controller.deliver(aDeliveryRecord()).finally(() => {
      isDone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([recorded.length, isDone]).toEqual([1, false]);
    write.resolve();
    await delivered;
  });

  it('does not let one target wait for another', async () => {
    const never = Promise.withResolvers<Conclusion>();
    const { controller, recorded } = delivering({
      run: ({ target }) => (target.integrationId === 'slow' ? never.promise : Promise.resolve(DELIVERED)),
    });
    void controller.deliver(aDeliveryRecord({ targets: targets('slow', 'fast') }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(recorded.map(([id]) => id)).toEqual(['fast']);
  });

  it('logs a delivery with its ids and without its secrets', async () => {
    const detail = anIntegration().mask.text(`cannot read ${SECRET}`);
    const { controller, lines } = delivering({
      run: () => Promise.resolve({ ...DELIVERED, kind: 'dead', reason: 'definition_failed', detail }),
    });
    await controller.deliver(aDeliveryRecord());
    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'delivery',
        fields: { eventId: 'event-1', integrationId: 'int-1', outcome: 'dead', reason: 'definition_failed' },
      },
    ]);
    expect(lines[0]?.fields['deliveryId']).toMatch(/^[\da-f-]{36}$/);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it('sends what is done no second time, and what is not of the same record all the same', async () => {
    const { controller, deduplication, recorded, registry } = delivering();
    const done = { eventId: 'event-1', integrationId: 'a', attempt: 1, status: 200, durationMs: 5, at: 0 };
    const deliveryId = deliveryIdOf('event-1', 'a', '1042');
    deduplication.learn(3, { ...done, deliveryId, outcome: 'delivered' });
    await controller.deliver(aDeliveryRecord({ targets: targets('a', 'b') }));
    expect(recorded.map(([id]) => id)).toEqual(['b']);
    expect(await registry.metrics()).toContain('patchbay_deliveries_duplicate_total{service="test"} 1');
  });

  it('takes a record up again that failed', async () => {
    let isRefusing = true;
    const { controller, recorded } = delivering({
      record: () => (isRefusing ? Promise.reject(new Error('no broker')) : Promise.resolve()),
    });
    await expect(controller.deliver(aDeliveryRecord())).rejects.toThrow('no broker');
    isRefusing = false;
    await controller.deliver(aDeliveryRecord());
    expect(recorded).toHaveLength(1);
  });

  it('tries settings out that are stored nowhere', async () => {
    const { controller, recorded } = delivering({ open: missing });
    const trial = { name: 'webhook', sealed: { key: 'k1', nonce: 'n', data: 'd' } };
    await controller.deliver(aDeliveryRecord({ request: { id: 'r1', kind: 'test', trial } }));
    expect(recorded).toMatchObject([['int-1', { kind: 'delivered' }, 'webhook']]);
  });

  it('leaves a record to the next consumer once it is somebody else’s, and says nothing of it', async () => {
    const { controller, recorded, lines } = delivering({
      run: (delivery) =>
        delivery.target.integrationId === 'b'
          ? Promise.reject(new RecordAbandonedError())
          : Promise.resolve(DELIVERED),
    });
    const leaving = controller.deliver(aDeliveryRecord({ targets: targets('a', 'b') }));
    const error = await leaving.catch((thrown: unknown) => thrown);
    expect(error instanceof RpcException && error.getError()).toBeInstanceOf(RecordAbandonedError);
    expect(recorded.map(([id]) => id)).toEqual(['a']);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
