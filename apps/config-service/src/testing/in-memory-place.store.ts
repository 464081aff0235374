import type { NamespaceMove } from '@patchbay/integration-contracts';
import { PlaceStore } from '../paths/place.store.ts';
import type { Place, PresentPlace } from '../paths/place.store.ts';

/** The places of unit tests; it passes the same suite as the real store. */
export class InMemoryPlaceStore extends PlaceStore {
  readonly moves: NamespaceMove[] = [];
  readonly #places = new Map<number, Place>();

  override find(id: number): Promise<PresentPlace | undefined> {
    return Promise.resolve(this.#present().find((place) => place.id === id));
  }

  override listAt(paths: readonly string[]): Promise<readonly PresentPlace[]> {
    const wanted = new Set(paths.map((path) => path.toLowerCase()));
    return Promise.resolve(this.#present().filter(({ path }) => wanted.has(path.toLowerCase())));
  }

  override keepPlaces(places: readonly Place[]): Promise<void> {
    for (const { id, path, at } of places) {
      if (at >= (this.#places.get(id)?.at ?? at)) this.#places.set(id, { id, path, at });
    }
    return Promise.resolve();
  }

  override keepMove(move: NamespaceMove): Promise<void> {
    this.moves.push(move);
    return Promise.resolve();
  }

  #present(): PresentPlace[] {
    return [...this.#places.values()].flatMap(({ path, ...rest }) =>
      path === undefined ? [] : [{ ...rest, path }],
    );
  }
}
