import { randomUUIDv7 } from 'node:crypto';
import type { SendingJob } from '../sending/sending-job.ts';
import type { SendingJobStore } from '../sending/sending-job.store.ts';

interface StoreUnderTest {
  readonly jobs: SendingJobStore;
  /** Lets every lease of one minute run out. */
  readonly passMinute: () => Promise<void> | void;
}

const MINUTE_MS = 60_000;
const NOON_MS = Date.parse('2020-03-01T12:00:00Z');

/** @param number later ones are newer */
function aJob(number: number, changes: Partial<SendingJob> = {}): SendingJob {
  const createdAt = new Date(NOON_MS + number);
  return {
    ...{ id: randomUUIDv7(), kind: 'replay', integrationId: 'i1', replayed: 'failed', state: 'waiting' },
    integration: { scope: 'project:7', name: 'webhook', label: '' },
    ...{ since: new Date(0), until: createdAt, reason: null, position: null, sent: 0, skipped: 0, gone: 0 },
    ...{ createdAt, createdBy: 'ops', updatedAt: createdAt },
    ...changes,
  };
}

/** What every store of jobs must do; `open` gives an empty one. */
export function describeSendingJobStore(
  kind: string,
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
): void {
  describe(`${kind}: the jobs that replicas share`, () => {
    let jobs: SendingJobStore;
    let passMinute: StoreUnderTest['passMinute'];
    beforeEach(async () => {
      ({ jobs, passMinute } = await open());
    });
    const claim = async (owner: string) => (await jobs.claim(owner, MINUTE_MS))?.id;

    it('are found and listed for their integration alone, newest first', async () => {
      const [old, fresh, other] = [aJob(1), aJob(2), aJob(3, { integrationId: 'i2' })];
      for (const job of [old, fresh, other]) await jobs.insert(job);
      expect(await jobs.find('i1', old.id)).toEqual(old);
      expect(await jobs.find('i1', other.id)).toBeUndefined();
      expect(await jobs.list('i1', 10)).toEqual([fresh, old]);
      expect(await jobs.list('i1', 1)).toEqual([fresh]);
    });

    it('are each in the hands of one, until that one is silent for too long', async () => {
      const job = aJob(1);
      await jobs.insert(job);
      const progress = { ...job, state: 'running' as const, position: '$p', sent: 3 };
      expect([await claim('a'), await claim('b')]).toEqual([job.id, undefined]);
      expect(await jobs.save(job.id, 'a', progress, MINUTE_MS)).toBe(true);
      await passMinute();
      expect(await jobs.claim('b', MINUTE_MS)).toEqual(progress);
      expect(await jobs.save(job.id, 'a', progress, MINUTE_MS)).toBe(false);
    });

    it('get their turns: what was given back waits behind what has waited longer', async () => {
      const [first, second] = [aJob(1), aJob(2)];
      for (const job of [first, second]) await jobs.insert(job);
      expect(await claim('a')).toBe(first.id);
      await passMinute();
      await jobs.release(first.id, 'a');
      expect([await claim('a'), await claim('a'), await claim('a')]).toEqual([
        second.id,
        first.id,
        undefined,
      ]);
    });

    it('are given back by their holders alone', async () => {
      const job = aJob(1);
      await jobs.insert(job);
      await claim('a');
      await jobs.release(job.id, 'b');
      expect(await claim('b')).toBeUndefined();
    });

    it('are no longer worked on, and no longer counted, once they are over or cancelled', async () => {
      const [cancelled, done, waiting] = [aJob(1), aJob(2), aJob(3)];
      for (const job of [cancelled, done, waiting]) await jobs.insert(job);
      expect(await jobs.countUnderWay('i1')).toBe(3);
      await claim('a');
      await claim('b');
      expect(await jobs.cancel('i2', cancelled.id)).toBe(false);
      expect(await jobs.cancel('i1', cancelled.id)).toBe(true);
      expect(await jobs.save(cancelled.id, 'a', cancelled, MINUTE_MS)).toBe(false);
      expect(await jobs.save(done.id, 'b', { ...done, state: 'done' }, MINUTE_MS)).toBe(true);
      expect(await jobs.cancel('i1', done.id)).toBe(false);
      expect(await jobs.countUnderWay('i1')).toBe(1);
      await passMinute();
      expect([await claim('c'), await claim('c')]).toEqual([waiting.id, undefined]);
    });
  });
}
