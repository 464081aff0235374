import type { NamespaceMove } from '@patchbay/integration-contracts';
import { PlaceStore } from '../paths/place.store.ts';
import type { BelowQuery, Namespace, Place, PresentPlace } from '../paths/place.store.ts';

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

  override listBelow({ groups, text = '', limit }: BelowQuery): Promise<readonly PresentPlace[]> {
    const found = this.#below(groups).filter(({ path }) => path.toLowerCase().includes(text.toLowerCase()));
    return Promise.resolve(found.slice(0, limit));
  }

  override listNamespaces(groups?: readonly string[]): Promise<readonly Namespace[]> {
    const times = new Map<string, number[]>();
    for (const { path, at } of this.#below(groups)) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      if (parent !== '') times.set(parent, [...(times.get(parent) ?? []), at]);
    }
    const found = [...times].flatMap(([path, all]) =>
      [...new Set([Math.min(...all), Math.max(...all)])].map((at) => ({ path, at })),
    );
    return Promise.resolve(found);
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

  #below(groups: readonly string[] | undefined): readonly PresentPlace[] {
    const route = ({ path }: PresentPlace): string => path.toLowerCase();
    return this.#present()
      .filter((place) => groups?.some((group) => route(place).startsWith(`${group}/`)) ?? true)
      .sort((a, b) => (route(a) < route(b) ? -1 : 1));
  }

  #present(): PresentPlace[] {
    return [...this.#places.values()].flatMap(({ path, ...rest }) =>
      path === undefined ? [] : [{ ...rest, path }],
    );
  }
}
