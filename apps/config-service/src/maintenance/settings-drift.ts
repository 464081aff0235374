import { Injectable } from '@nestjs/common';
import { RevisionSink } from '../settings/revision.sink.ts';
import { SettingsInventory } from './settings-inventory.ts';
import { SettingsTopic } from './settings-topic.ts';

/** Of one integration. What waits in the outbox is expected nowhere yet: 0. What is not in MongoDB has no revision there. */
interface Compared {
  readonly stored: number | undefined;
  published: number;
}

export interface DriftReport {
  /** How many settings there are in MongoDB. */
  readonly stored: number;
  /** How many integrations the topic has settings of. */
  readonly published: number;
  /** Ids of settings that the topic should have, and has not. */
  readonly missing: readonly string[];
  /** Ids of those of which the topic has an older revision. */
  readonly stale: readonly string[];
  /** Ids of those that the topic has, and MongoDB has not. */
  readonly unexpected: readonly string[];
}

const BATCH = 1000;

/** Compares the topic of the settings with MongoDB. In memory are an id and two numbers for each integration, and no more. */
@Injectable()
export class SettingsDrift {
  readonly #inventory: SettingsInventory;
  readonly #topic: SettingsTopic;
  readonly #sink: RevisionSink;
  #running: Promise<DriftReport> | undefined;

  constructor(inventory: SettingsInventory, topic: SettingsTopic, sink: RevisionSink) {
    this.#inventory = inventory;
    this.#topic = topic;
    this.#sink = sink;
  }

  /**
   * Whoever asks while a comparison runs gets the result of that one.
   * @throws AppError `mongodb_unavailable` or `kafka_unavailable`
   */
  check(): Promise<DriftReport> {
    this.#running ??= this.#compare().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Publishes tombstones for what the topic has, and MongoDB has not. */
  async deleteUnexpected(): Promise<void> {
    const { unexpected } = await this.check();
    if (unexpected.length > 0) await this.#sink.send([], unexpected);
  }

  async #compare(): Promise<DriftReport> {
    // MongoDB first: what is published there by then is in the part of the topic that is read afterwards.
    const compared = await this.#stored();
    const stored = compared.size;
    await this.#topic.read((id, revision) => {
      const known = compared.get(id);
      if (known === undefined) compared.set(id, { stored: undefined, published: revision });
      else known.published = revision;
    });
    const idsWhere = (isWanted: (one: Compared) => boolean): string[] =>
      [...compared].filter(([, one]) => isWanted(one)).map(([id]) => id);
    const missing = idsWhere(({ stored: wanted = 0, published }) => wanted > 0 && published === 0);
    const unexpected = idsWhere((one) => one.stored === undefined && one.published > 0);
    return {
      stored,
      published: idsWhere(({ published }) => published > 0).length,
      // Some may have been deleted, and others created, since MongoDB was read.
      missing: await this.#whereThere(missing, true),
      stale: idsWhere(({ stored: wanted = 0, published }) => published > 0 && published < wanted),
      unexpected: await this.#whereThere(unexpected, false),
    };
  }

  async #stored(): Promise<Map<string, Compared>> {
    const stored = new Map<string, Compared>();
    for await (const page of this.#inventory.walk()) {
      for (const { id, revision, isUnpublished } of page) {
        stored.set(id, { stored: isUnpublished ? 0 : revision, published: 0 });
      }
    }
    return stored;
  }

  async #whereThere(ids: readonly string[], isWanted: boolean): Promise<readonly string[]> {
    const found: string[] = [];
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      const there = await this.#inventory.existing(batch);
      found.push(...batch.filter((id) => there.has(id) === isWanted));
    }
    return found;
  }
}
