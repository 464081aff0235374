import { Injectable } from '@nestjs/common';
import { NamespaceMap } from '@patchbay/integration-contracts';
import type { NamespaceMove } from '@patchbay/integration-contracts';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { PlaceStore } from './place.store.ts';
import type { BelowQuery, Namespace, Place, PresentPlace } from './place.store.ts';

interface StoredPlace {
  readonly _id: number;
  /** Absent for a project that is gone: what is older must not bring it back. */
  readonly path?: string;
  /** The path in lower case, as it is looked up. */
  readonly route?: string;
  readonly at: number;
}
type StoredMove = Omit<NamespaceMove, 'id'> & { readonly _id: string };

/** Places in the collections `projects` and `namespace_moves`. */
@Injectable()
export class MongoPlaceStore extends PlaceStore {
  readonly #storage: MongoStorage;
  readonly #projects: Collection<StoredPlace>;
  readonly #moves: Collection<StoredMove>;

  constructor(storage: MongoStorage, namespaces: NamespaceMap) {
    super();
    this.#storage = storage;
    this.#projects = storage.connection.collection<StoredPlace>('projects');
    this.#moves = storage.connection.collection<StoredMove>('namespace_moves');
    storage.prepare(async () => {
      await this.#projects.createIndex({ route: 1 }, { sparse: true }, {});
      // Before the first request: settings would be read and written at the wrong group.
      for await (const { _id, ...move } of this.#moves.find({})) namespaces.apply({ ...move, id: _id });
    });
  }

  override find(id: number): Promise<PresentPlace | undefined> {
    return this.#storage.run(async () => presentPlaces(await this.#projects.find({ _id: id }).toArray())[0]);
  }

  override listAt(paths: readonly string[]): Promise<readonly PresentPlace[]> {
    const route = { $in: paths.map((path) => path.toLowerCase()) };
    return this.#storage.run(async () => presentPlaces(await this.#projects.find({ route }).toArray()));
  }

  override listBelow({ groups, text, limit }: BelowQuery): Promise<readonly PresentPlace[]> {
    const found = {
      $and: [{ route: below(groups) }, ...(text === undefined ? [] : [{ route: partOf(text) }])],
    };
    return this.#storage.run(async () =>
      presentPlaces(await this.#projects.find(found).sort({ route: 1 }).limit(limit).toArray()),
    );
  }

  override listNamespaces(groups?: readonly string[]): Promise<readonly Namespace[]> {
    return this.#storage.run(async () => {
      const found = await this.#projects
        .aggregate<{ _id: string | null; first: number; last: number }>([
          { $match: { route: below(groups) } },
          { $set: { group: { $regexFind: { input: '$path', regex: '^.+(?=/)' } } } },
          { $group: { _id: '$group.match', first: { $min: '$at' }, last: { $max: '$at' } } },
        ])
        .toArray();
      return found.flatMap(({ _id: path, first, last }) =>
        path === null ? [] : [...new Set([first, last])].map((at) => ({ path, at })),
      );
    });
  }

  override async keepPlaces(places: readonly Place[]): Promise<void> {
    await this.#storage.run(() =>
      this.#projects.bulkWrite(places.map((place) => ({ updateOne: unlessOlder(place) }))),
    );
  }

  override async keepMove({ id, ...move }: NamespaceMove): Promise<void> {
    await this.#storage.run(() =>
      this.#moves.updateOne({ _id: id }, { $setOnInsert: move }, { upsert: true }),
    );
  }
}

/** The condition stands in the update and not in the filter, where an upsert would insert a second one in its stead. */
function unlessOlder({ id, path, at }: Place) {
  const isNews = { $gte: [at, { $ifNull: ['$at', at] }] };
  // A literal: a text that begins with a dollar would be read as the name of a field.
  const kept = (text: string | undefined, otherwise: string) => ({
    $cond: [isNews, text === undefined ? '$$REMOVE' : { $literal: text }, otherwise],
  });
  const news = {
    path: kept(path, '$path'),
    route: kept(path?.toLowerCase(), '$route'),
    at: { $max: ['$at', at] },
  };
  return { filter: { _id: id }, update: [{ $set: news }], upsert: true };
}

function presentPlaces(found: readonly StoredPlace[]): PresentPlace[] {
  return found.flatMap(({ _id: id, path, at }) => (path === undefined ? [] : [{ id, path, at }]));
}

/** Anchored, so that the index on routes is read from the group on. */
function below(groups: readonly string[] | undefined): RegExp {
  return groups === undefined
    ? /^/
    : new RegExp(`^(?:${groups.map((path) => RegExp.escape(path)).join('|')})/`);
}

function partOf(text: string): RegExp {
  return new RegExp(RegExp.escape(text.toLowerCase()));
}
