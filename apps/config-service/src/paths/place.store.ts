import type { NamespaceMove, ProjectPath } from '@patchbay/integration-contracts';

/** Where a project was seen. */
export type Place = Pick<ProjectPath, 'id' | 'path' | 'at'>;
/** The same of one that was there. */
export type PresentPlace = Place & { readonly path: string };

/** Keeps what events told of places. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class PlaceStore {
  /** Where the project was seen last; `undefined` when it never was, or is gone. */
  abstract find(id: number): Promise<PresentPlace | undefined>;
  /** The projects that were last seen at one of these paths, whatever their case: several where one has left without a word. */
  abstract listAt(paths: readonly string[]): Promise<readonly PresentPlace[]>;
  /** Of each project what is newest; in whatever order and however often it is kept, the same remains. */
  abstract keepPlaces(places: readonly Place[]): Promise<void>;
  /** So that a process that starts while Kafka is away knows the moves. */
  abstract keepMove(move: NamespaceMove): Promise<void>;
}
