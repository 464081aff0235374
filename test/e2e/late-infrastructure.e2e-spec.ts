import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver } from '@patchbay/tools/receiver';
import type { ServiceProcess } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { LateListener } from '../support/late-listener.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** Long enough for several attempts to connect. */
const WAIT_MS = 8000;

describe('services that start before what they need', () => {
  let kafka: LateListener;
  let mongo: LateListener;
  let receiver: Receiver;
  let patchbay: Patchbay;
  const cleanUps = new CleanUps();

  beforeAll(async () => {
    const uri = new URL(process.env['MONGODB_URI'] ?? '');
    const listen = async (target: string): Promise<LateListener> =>
      cleanUps.add(await LateListener.for(target), (started) => {
        started.close();
      });
    kafka = await listen(process.env['KAFKA_BROKERS']?.split(',')[0] ?? '');
    mongo = await listen(uri.host);
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.prepare({ name: 'late' }), (started) => started.stop());
    uri.host = mongo.address;
    uri.pathname = `/late-${Date.now().toString(36)}`;
    await patchbay.services.launch({ KAFKA_BROKERS: kafka.address, MONGODB_URI: uri.toString() });
  }, 60_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('wait without ending, say that they are not ready, and why', async () => {
    const { configService, dispatcher, worker, all } = patchbay.services;
    const pids = all.map(({ pid }) => pid);
    await sleep(WAIT_MS);
    expect(all.map(({ pid }) => pid)).toEqual(pids);
    const expectProblem = async (service: ServiceProcess, reason: RegExp): Promise<void> => {
      const { status, body } = await service.readiness();
      expect({ service: service.name, status, body }).toEqual({
        service: service.name,
        status: 503,
        body: expect.stringMatching(reason) as unknown,
      });
    };
    await expectProblem(configService, /MongoDB/);
    await expectProblem(dispatcher, /Kafka|settings|consumer/);
    await expectProblem(worker, /Kafka|settings|consumer/);
    for (const service of all) {
      const alive = await fetch(`${service.url}/healthz`);
      expect({ service: service.name, status: alive.status }).toEqual({ service: service.name, status: 200 });
    }
  }, 30_000);

  it('become ready by themselves and deliver, once Kafka and MongoDB are there', async () => {
    await mongo.open();
    await kafka.open();
    await patchbay.services.waitUntilReady(40_000);
    await patchbay.api.put('project:2400', 'webhook:x', { url: `${receiver.url}/x` });
    await patchbay.connect();
    // config-service is ready without Kafka: what is saved waits in its outbox until the next try to connect.
    await eventually('the publication of the settings', async () => {
      const { body } = await patchbay.api.call('GET', '/api/v4/admin/settings/publication');
      return (body as { unpublished: number }).unpublished === 0;
    });
    await sleep(1000);
    await patchbay.publish(anEvent().inProject(2400));
    await receiver.waitFor('the delivery', () => receiver.at('/x').length === 1, 30_000);
  }, 60_000);
});
