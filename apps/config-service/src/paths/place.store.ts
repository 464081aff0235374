import type { NamespaceMove, ProjectPath } from '@patchbay/integration-contracts';

/** Where a project was seen. */
export type Place = Pick<ProjectPath, 'id' | 'path' | 'at'>;
/** The same of one that was there. */
export type PresentPlace = Place & { readonly path: string };

export interface BelowQuery {
  /** Full paths in lower case; those below any of them. All there are when absent. */
  readonly groups?: readonly string[];
  /** Part of the path, whatever its case. */
  readonly text?: string;
  readonly limit: number;
}
/** A path right below which projects were seen, and one of the times. */
export type Namespace = Pick<PresentPlace, 'path' | 'at'>;

/** Keeps what events told of places. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class PlaceStore {
  /** Where the project was seen last; `undefined` when it never was, or is gone. */
  abstract find(id: number): Promise<PresentPlace | undefined>;
  /** The projects that were last seen at one of these paths, whatever their case: several where one has left without a word. */
  abstract listAt(paths: readonly string[]): Promise<readonly PresentPlace[]>;
  /** The projects below groups, by their paths in lower case. */
  abstract listBelow(query: BelowQuery): Promise<readonly PresentPlace[]>;
  /**
   * The groups that hold projects, below or at these paths in lower case, or all: each with the first and the last time that one
   * was seen there, since a move in between makes two of one.
   */
  abstract listNamespaces(groups?: readonly string[]): Promise<readonly Namespace[]>;
  /** Of each project what is newest; in whatever order and however often it is kept, the same remains. */
  abstract keepPlaces(places: readonly Place[]): Promise<void>;
  /** So that a process that starts while Kafka is away knows the moves. */
  abstract keepMove(move: NamespaceMove): Promise<void>;
}
