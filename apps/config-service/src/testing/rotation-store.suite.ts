import type { RotationStore } from '../maintenance/rotation.store.ts';

interface StoreUnderTest {
  readonly rotations: RotationStore;
  /** Lets every lease of one minute run out. */
  readonly passMinute: () => Promise<void> | void;
}

const MINUTE_MS = 60_000;
const START = { key: 'k2', startedAt: new Date('2026-03-01T12:00:00Z'), startedBy: 'ops', total: 9 };

/** What every store of rotations must do; `open` gives an empty one. */
export function describeRotationStore(
  kind: string,
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
): void {
  describe(`${kind}: the rotation that replicas share`, () => {
    let rotations: RotationStore;
    let passMinute: StoreUnderTest['passMinute'];
    beforeEach(async () => {
      ({ rotations, passMinute } = await open());
    });
    const hold = (owner: string, key = 'k2'): Promise<boolean> => rotations.hold(owner, key, MINUTE_MS);

    it('is none before the first, and then tells what was begun', async () => {
      expect(await rotations.read()).toBeUndefined();
      expect(await hold('a')).toBe(false);
      expect(await rotations.begin(START)).toBe(true);
      const fresh = { isRunning: true, finishedAt: null, done: 0, failed: 0, failures: [] };
      expect(await rotations.read()).toEqual({ ...START, ...fresh });
    });

    it('is joined by whoever wants the same key, and replaced for another one', async () => {
      await rotations.begin(START);
      await hold('a');
      expect(await rotations.begin({ ...START, startedBy: 'kim' })).toBe(false);
      expect(await rotations.read()).toMatchObject({ startedBy: 'ops' });
      expect(await rotations.begin({ ...START, key: 'k3' })).toBe(true);
      expect([await hold('a'), await hold('b', 'k3')]).toEqual([false, true]);
    });

    it('is in the hands of one, until that one is silent for too long', async () => {
      await rotations.begin(START);
      expect([await hold('a'), await hold('b'), await hold('a')]).toEqual([true, false, true]);
      await passMinute();
      expect([await hold('b'), await hold('a')]).toEqual([true, false]);
    });

    it('adds up what is done, and ends with what there was', async () => {
      const failures = [{ id: 'i1', key: 'k9', code: 'key_unknown' }] as const;
      await rotations.begin(START);
      await hold('a');
      await rotations.report('a', { resealed: 2, failed: 0, failures: [] });
      await rotations.report('a', { resealed: 3, failed: 1, failures });
      await rotations.report('b', { resealed: 50, failed: 0, failures: [] });
      expect(await rotations.read()).toMatchObject({ done: 5, total: 9, failed: 1, failures });
      const at = new Date('2026-03-01T12:05:00Z');
      await rotations.finish('a', at);
      expect(await rotations.read()).toMatchObject({ isRunning: false, finishedAt: at, done: 5, total: 6 });
      expect(await hold('a')).toBe(false);
      expect(await rotations.begin(START)).toBe(true);
    });
  });
}
