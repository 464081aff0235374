import { Injectable } from '@nestjs/common';
import { Readiness } from '@patchbay/service-kit/http';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { SettingsInventory } from './settings-inventory.ts';

export interface KeyUse {
  readonly id: string;
  /** It seals. */
  readonly isPrimary: boolean;
  /** The key ring has it; what a missing one sealed can't be opened. */
  readonly isKnown: boolean;
  /** How many settings it seals. */
  readonly settings: number;
  /** Nothing needs it any more, neither in MongoDB nor in the newest revisions on Kafka: it can be taken out of the ring. */
  readonly isUnused: boolean;
}

export interface KeyReport {
  readonly keys: readonly KeyUse[];
  /** How many settings wait to be published; what Kafka has of those may need any key. */
  readonly unpublished: number;
}

/** Which keys are needed, and which are missing. */
@Injectable()
export class KeyUsage {
  readonly #inventory: SettingsInventory;
  readonly #keys: KeyRing;
  #missing = new Map<string, number>();

  constructor(inventory: SettingsInventory, keys: KeyRing, readiness: Readiness) {
    this.#inventory = inventory;
    this.#keys = keys;
    // The other integrations are not concerned, so this is worth knowing, but no reason to send clients elsewhere.
    readiness.note('keys', () => this.#note());
  }

  async report(): Promise<KeyReport> {
    const ids = [...new Set([...this.#keys.ids, ...(await this.#inventory.listKeys())])];
    const counts = await Promise.all(ids.map((id) => this.#inventory.countSealedWith(id)));
    // Counted after the rows: one that left a key before that was in the outbox from then on.
    const unpublished = await this.#inventory.countPublishable(this.#keys.ids);
    const keys = ids.map((id, index) => {
      const settings = counts[index] ?? 0;
      const isPrimary = id === this.#keys.primaryId;
      const isUnused = !isPrimary && settings === 0 && unpublished === 0;
      return { id, isPrimary, isKnown: this.#keys.has(id), settings, isUnused };
    });
    return { keys, unpublished };
  }

  /** Looks for settings that can't be opened, for `/readyz` to tell of. */
  async lookForMissing(): Promise<void> {
    const missing = (await this.#inventory.listKeys()).filter((id) => !this.#keys.has(id));
    const counts = await Promise.all(missing.map((id) => this.#inventory.countSealedWith(id)));
    this.#missing = new Map(missing.map((id, index) => [id, counts[index] ?? 0]));
  }

  #note(): string | undefined {
    const notes = [...this.#missing].map(
      ([id, count]) =>
        `${count} ${count === 1 ? 'integration' : 'integrations'} can’t be opened: key ${id} is missing`,
    );
    return notes.length === 0 ? undefined : notes.join('; ');
  }
}
