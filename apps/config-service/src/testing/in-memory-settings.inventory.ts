import { SettingsInventory } from '../maintenance/settings-inventory.ts';
import type { PublicationState, SealedSettings } from '../maintenance/settings-inventory.ts';
import type { InMemorySettingsStore, Row } from './in-memory-settings.store.ts';

/** Looks at the rows of the store of unit tests; it passes the same suite as the real one. */
export class InMemorySettingsInventory extends SettingsInventory {
  readonly #store: InMemorySettingsStore;

  constructor(store: InMemorySettingsStore) {
    super();
    this.#store = store;
  }

  override count(): Promise<number> {
    return Promise.resolve(this.#rows().length);
  }

  override countPublishable(keyIds: readonly string[]): Promise<number> {
    const waiting = this.#rows().filter(
      ({ isUnpublished, settings: { sealed } }) =>
        isUnpublished && (sealed === null || keyIds.includes(sealed.key)),
    );
    return Promise.resolve(waiting.length);
  }

  override listKeys(): Promise<readonly string[]> {
    return Promise.resolve([...new Set(this.#sealed().map(({ sealed }) => sealed.key))].sort());
  }

  override countSealedWith(keyId: string): Promise<number> {
    return Promise.resolve(this.#sealed().filter(({ sealed }) => sealed.key === keyId).length);
  }

  override listSealedWith(
    keyId: string,
    { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly SealedSettings[]> {
    const found = this.#sealed().filter(({ id, sealed }) => sealed.key === keyId && id > after);
    return Promise.resolve(found.slice(0, limit));
  }

  override reseal(resealed: readonly SealedSettings[]): Promise<number> {
    let count = 0;
    for (const { id, revision, sealed } of resealed) {
      const row = this.#store.rows.get(id);
      if (row?.settings.revision !== revision) continue;
      row.settings = { ...row.settings, sealed, revision: revision + 1 };
      row.isUnpublished = true;
      count += 1;
    }
    return Promise.resolve(count);
  }

  override markAllUnpublished(): Promise<void> {
    for (const row of this.#rows()) row.isUnpublished = true;
    return Promise.resolve();
  }

  override async *walk(): AsyncIterable<readonly PublicationState[]> {
    for (const { settings, isUnpublished } of this.#rows()) {
      yield await Promise.resolve([{ id: settings.id, revision: settings.revision, isUnpublished }]);
    }
  }

  override existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const there = this.#rows().filter(({ isBuried, settings: { id } }) => !isBuried && ids.includes(id));
    return Promise.resolve(new Set(there.map(({ settings: { id } }) => id)));
  }

  #rows(): Row[] {
    return [...this.#store.rows.values()].sort((a, b) => (a.settings.id < b.settings.id ? -1 : 1));
  }

  #sealed(): SealedSettings[] {
    return this.#rows().flatMap(({ settings: { id, revision, sealed } }) =>
      sealed === null ? [] : [{ id, revision, sealed }],
    );
  }
}
