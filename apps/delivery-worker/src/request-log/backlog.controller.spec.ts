import 'reflect-metadata';
import { anAttempt } from '../testing/an-attempt.ts';
import { aDeliveryRecord } from '../testing/a-delivery.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { BacklogController } from './backlog.controller.ts';
import { encodeBacklog } from './mongo-backlog-pack.ts';
import { RequestLogStore } from './request-log.store.ts';

class FakeStore extends RequestLogStore {
  override isReachable = true;
  readonly written: string[][] = [];
  answer: () => Promise<void> = () => Promise.resolve();

  override async write(attempts: readonly AttemptDocument[]): Promise<void> {
    this.written.push(attempts.map(({ _id }) => _id));
    await this.answer();
  }
}

function bringing() {
  const store = new FakeStore();
  const stop = new AbortController();
  const { logger, lines } = recordingLogger();
  return { store, stop, lines, controller: new BacklogController(store, logger, stop.signal) };
}

const pack = (...ids: string[]) =>
  aDeliveryRecord({}, { value: encodeBacklog(ids.map((_id) => anAttempt({ _id }))) });

describe('BacklogController', () => {
  it('brings the attempts of a record into MongoDB', async () => {
    const { controller, store } = bringing();
    await controller.bringBack(pack('a', 'b'));
    expect(store.written).toEqual([['a', 'b']]);
  });

  it('is not done with a record that MongoDB did not take', async () => {
    const { controller, store } = bringing();
    store.answer = () => Promise.reject(new Error('no primary'));
    await expect(controller.bringBack(pack('a'))).rejects.toThrow('no primary');
  });

  it('leaves a record for the next start when the process stops while MongoDB is away', async () => {
    const { controller, store, stop } = bringing();
    store.isReachable = false;
    const waiting = expect(controller.bringBack(pack('a'))).rejects.toThrow('aborted');
    stop.abort();
    await waiting;
    expect(store.written).toEqual([]);
  });

  it('skips what is no pack, and says so', async () => {
    const { controller, store, lines } = bringing();
    await controller.bringBack(aDeliveryRecord({}, { value: Buffer.from('no pack') }));
    await controller.bringBack(aDeliveryRecord({}, { value: null }));
    expect(store.written).toEqual([]);
    expect(lines.map(({ level }) => level)).toEqual(['error', 'error']);
  });
});
