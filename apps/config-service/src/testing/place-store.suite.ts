import type { BelowQuery, Place, PlaceStore } from '../paths/place.store.ts';

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

    it('lists what is below groups, by path and part of it, whatever the case', async () => {
      const places = [
        { id: 1, path: 'Acme/Web/Shop', at: 1 },
        { id: 2, path: 'acme/tool+s', at: 2 },
        { id: 3, path: 'acmes/tools', at: 3 },
        { id: 4, path: undefined, at: 4 },
      ];
      await store.keepPlaces(places);
      const ids = async (query: Omit<BelowQuery, 'limit'>, limit = 10): Promise<number[]> =>
        (await store.listBelow({ ...query, limit })).map(({ id }) => id);
      expect(await ids({})).toEqual([2, 1, 3]);
      expect(await ids({}, 1)).toEqual([2]);
      expect(await ids({ groups: ['acme'] })).toEqual([2, 1]);
      expect(await ids({ groups: ['acme/web', 'acmes'] })).toEqual([1, 3]);
      expect(await ids({ text: 'TOOL' })).toEqual([2, 3]);
      expect(await ids({ groups: ['acme'], text: 'l+s' })).toEqual([2]);
      expect(await ids({ text: '.*' })).toEqual([]);
    });

    it('knows the groups that hold projects, and when they were seen there', async () => {
      await store.keepPlaces([
        { id: 1, path: 'Acme/Web/Shop', at: 1 },
        { id: 2, path: 'acme/tools', at: 2 },
        { id: 3, path: 'acme/cli', at: 5 },
        { id: 4, path: 'acme/docs', at: 3 },
        { id: 5, path: 'alone', at: 3 },
      ]);
      const sorted = async (groups?: readonly string[]) =>
        [...(await store.listNamespaces(groups))].sort((a, b) => a.at - b.at);
      expect(await sorted()).toEqual([
        { path: 'Acme/Web', at: 1 },
        { path: 'acme', at: 2 },
        { path: 'acme', at: 5 },
      ]);
      expect(await sorted(['acme/web'])).toEqual([{ path: 'Acme/Web', at: 1 }]);
    });

    it('takes a path for what it says, and not for the name of a field', async () => {
      await store.keepPlaces([{ id: 7, path: '$at', at: 1 }]);
      expect(await store.find(7)).toEqual({ id: 7, path: '$at', at: 1 });
    });
  });
}
