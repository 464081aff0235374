import { createLogger } from '@patchbay/service-kit/logging';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { PlaceWriter } from './place-writer.ts';
import type { Place } from './place.store.ts';

const place = (id: number): Place => ({ id, path: `acme/p${id}`, at: 1 });

/** Answers a bulk only when it is told to. */
class SlowStore extends InMemoryPlaceStore {
  readonly bulks: { readonly ids: readonly number[]; readonly answer: (error?: Error) => void }[] = [];

  override keepPlaces(places: readonly Place[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const answer = (error?: Error): void => {
        if (error === undefined) resolve();
        else reject(error);
      };
      this.bulks.push({ ids: places.map(({ id }) => id), answer });
    });
  }
}

function given() {
  const [store, stop] = [new SlowStore(), new AbortController()];
  return { store, stop, writer: new PlaceWriter(store, createLogger('test', 'silent'), stop.signal) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('PlaceWriter', () => {
  it('writes what comes while a bulk is under way in one bulk behind it', async () => {
    const { store, writer } = given();
    const first = writer.keepPlace(place(1));
    await settled();
    const others = [2, 3, 4].map((id) => writer.keepPlace(place(id)));
    await settled();
    expect(store.bulks.map(({ ids }) => ids)).toEqual([[1]]);
    store.bulks[0]?.answer();
    await first;
    await settled();
    expect(store.bulks.map(({ ids }) => ids)).toEqual([[1], [2, 3, 4]]);
    store.bulks[1]?.answer();
    await Promise.all(others);
  });

  it('resolves none before it is stored: what fails is left to the next consumer when the process stops', async () => {
    const { store, stop, writer } = given();
    const both = [writer.keepPlace(place(1)), writer.keepPlace(place(2))];
    await settled();
    store.bulks[0]?.answer(new Error('not connected'));
    await settled();
    stop.abort();
    const results = await Promise.allSettled([...both, writer.keepPlace(place(3))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(store.bulks.map(({ ids }) => ids)).toEqual([[1, 2]]);
  });

  it('hands moves on at once', async () => {
    const { store, writer } = given();
    const move = { v: 1, id: 'm1', from: 'acme', to: 'globex', at: 1, eventId: 'e1' } as const;
    await writer.keepMove(move);
    expect(store.moves).toEqual([move]);
  });
});
