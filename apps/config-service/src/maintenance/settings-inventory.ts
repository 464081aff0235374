import type { SealedBox } from '@patchbay/integration-contracts';

/** Settings reduced to what is sealed of them. */
export interface SealedSettings {
  readonly id: string;
  readonly revision: number;
  readonly sealed: SealedBox;
}

/** How far settings have got on their way to Kafka. */
export interface PublicationState {
  readonly id: string;
  readonly revision: number;
  readonly isUnpublished: boolean;
}

/**
 * All settings, whatever their address, for work that goes through the lot of them. Nothing here loads more than a batch at a
 * time. Every method throws AppError `mongodb_unavailable` without an answer.
 */
export abstract class SettingsInventory {
  abstract count(): Promise<number>;
  /** The outbox without what none of these keys opens, which would stay in it. */
  abstract countPublishable(keyIds: readonly string[]): Promise<number>;
  /** Ids of the keys that settings are sealed with. */
  abstract listKeys(): Promise<readonly string[]>;
  abstract countSealedWith(keyId: string): Promise<number>;
  /** By id, those behind `after` only. */
  abstract listSealedWith(
    keyId: string,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly SealedSettings[]>;
  /**
   * Puts other boxes in the place of those that are stored, as a new revision in the outbox.
   * @param resealed with the revision that they were opened at: whoever wrote since then wins
   * @returns how many were replaced
   */
  abstract reseal(resealed: readonly SealedSettings[]): Promise<number>;
  /** Puts everything into the outbox. */
  abstract markAllUnpublished(): Promise<void>;
  /** Everything, batch by batch. */
  abstract walk(): AsyncIterable<readonly PublicationState[]>;
  /** Which of these there are, deleted ones not counted. */
  abstract existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
