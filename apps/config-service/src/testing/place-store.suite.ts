import type { Place, PlaceStore } from '../paths/place.store.ts';

const engine = { id: 7, path: 'Acme/Engine', at: 1000 };

/** What every store of places must do; `open` gives an empty one. */
export function describePlaceStore(kind: string, open: () => PlaceStore | Promise<PlaceStore>): void {
  let store: PlaceStore;

  beforeEach(async () => {
    store = await open();
  });

  describe(`${kind}: keeping places`, () => {
    it('gives back where a project was seen, and finds it there whatever the case', async () => {
      await store.keepPlaces([engine, { id: 8, path: 'acme/pump', at: 1000 }]);
      expect(await store.find(7)).toEqual(engine);
      expect(await store.listAt(['ACME/engine', 'acme/none'])).toEqual([engine]);
      expect(await store.find(9)).toBeUndefined();
      expect(await store.listAt(['acme'])).toEqual([]);
    });

    it('gives all that were seen at a path, since only one of them can be there still', async () => {
      const next = { id: 8, path: 'acme/engine', at: 2000 };
      await store.keepPlaces([engine, next]);
      const found = await store.listAt(['acme/engine']);
      expect([...found].sort((a, b) => a.id - b.id)).toEqual([engine, next]);
    });

    it('follows a project, and forgets one that is gone', async () => {
      const moved = { id: 7, path: 'labs/engine', at: 2000 };
      await store.keepPlaces([engine]);
      await store.keepPlaces([moved]);
      expect([await store.find(7), await store.listAt(['acme/engine'])]).toEqual([moved, []]);
      await store.keepPlaces([{ id: 7, path: undefined, at: 3000 }]);
      expect([await store.find(7), await store.listAt(['labs/engine'])]).toEqual([undefined, []]);
    });

    it('keeps what is newest in whatever order it comes, also of those that are gone', async () => {
      const seen: readonly Place[] = [
        engine,
        { id: 7, path: undefined, at: 3000 },
        { id: 7, path: 'b', at: 2000 },
      ];
      await store.keepPlaces(seen);
      await store.keepPlaces([...seen].reverse());
      expect(await store.find(7)).toBeUndefined();
      await store.keepPlaces([{ ...engine, at: 3000 }]);
      expect(await store.find(7)).toEqual({ ...engine, at: 3000 });
    });

    it('takes a path for what it says, and not for the name of a field', async () => {
      await store.keepPlaces([{ id: 7, path: '$at', at: 1 }]);
      expect(await store.find(7)).toEqual({ id: 7, path: '$at', at: 1 });
    });
  });
}
