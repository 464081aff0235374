import { LRUCache } from 'lru-cache';
import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, decodeSettingsRevision, secretMask } from '@patchbay/integration-contracts';
import type { DeliveryRequest, IntegrationDefinition } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import type { KeyRing } from '@patchbay/service-kit/sealing';
import type { OpenedIntegration } from './opened-integration.ts';

interface Held {
  readonly revision: number;
  readonly bytes: Buffer;
}

/** Every integration's newest settings, sealed as they came; opened on use and kept so for the ones in demand. */
export class IntegrationView {
  readonly #keyRing: KeyRing;
  readonly #logger: Logger;
  readonly #held = new Map<string, Held>();
  readonly #deleted = new Set<string>();
  readonly #opened: LRUCache<string, OpenedIntegration>;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(keyRing: KeyRing, logger: Logger, maxOpened: number) {
    this.#keyRing = keyRing;
    this.#logger = logger;
    this.#opened = new LRUCache({ max: maxOpened });
  }

  get size(): number {
    return this.#held.size;
  }

  /** Integrations that deliveries wait for. */
  get awaited(): number {
    return this.#waiting.size;
  }

  /** Takes a record of `integration.settings`; an older revision than the one held is dropped. */
  apply({ key, value, offset }: KafkaRecord): void {
    const id = key?.toString() ?? '';
    if (value === null) {
      this.#held.delete(id);
      this.#deleted.add(id);
      this.#opened.delete(id);
      this.#wake(id);
      return;
    }
    const revision = revisionOf(value);
    if (revision === undefined) {
      this.#logger.error({ integrationId: id, offset }, 'a settings record has no revision and was skipped');
      return;
    }
    const held = this.#held.get(id);
    if (held !== undefined && held.revision > revision) return;
    this.#held.set(id, { revision, bytes: Buffer.from(value) });
    this.#deleted.delete(id);
    this.#opened.delete(id);
    this.#wake(id);
  }

  /** What was opened before, if it is new enough; the way that costs nothing. */
  opened(id: string, revision: number): OpenedIntegration | undefined {
    const opened = this.#opened.get(id);
    return opened !== undefined && opened.revision >= revision ? opened : undefined;
  }

  /**
   * The newest settings, at least of `revision`: waits for them up to `timeoutMs`, since the topic of the deliveries may be ahead.
   * @returns `undefined` when the integration was deleted
   * @throws AppError `integration_missing` when nothing came in time, `key_unknown` or `unsealing_failed` when it can't be opened,
   * `integration_unknown` when no definition has its name: while versions are rolled out, another worker may know it
   */
  async open(id: string, revision: number, timeoutMs: number): Promise<OpenedIntegration | undefined> {
    const opened = this.opened(id, revision);
    if (opened !== undefined) return opened;
    for (const deadline = Date.now() + timeoutMs; this.#isBehind(id, revision);) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) break;
      await this.#wait(id, leftMs);
    }
    if (this.#deleted.has(id)) return undefined;
    const held = this.#held.get(id);
    if (held === undefined)
      throw new AppError('integration_missing', `Integration ${id} is not in the settings topic.`);
    const fresh = this.#openHeld(id, held);
    this.#opened.set(id, fresh);
    return fresh;
  }

  /**
   * Settings that somebody tries out, which are in no topic.
   * @throws AppError `key_unknown`, `unsealing_failed` or `integration_unknown`
   */
  openTrial(id: string, { name, sealed }: NonNullable<DeliveryRequest['trial']>): OpenedIntegration {
    const definition = definitionOf(id, name);
    const settings = this.#keyRing.open(sealed, id);
    const mask = secretMask(definition, settings);
    return { id, revision: 0, name, isActive: true, definition, settings, mask };
  }

  #isBehind(id: string, revision: number): boolean {
    return (this.#held.get(id)?.revision ?? 0) < revision && !this.#deleted.has(id);
  }

  #openHeld(id: string, { bytes }: Held): OpenedIntegration {
    const { name, revision, isActive, sealed } = decodeSettingsRevision(bytes);
    const definition = definitionOf(id, name);
    const settings = sealed === null ? {} : this.#keyRing.open(sealed, id);
    return { id, revision, name, isActive, definition, settings, mask: secretMask(definition, settings) };
  }

  #wait(id: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      const resume = (): void => {
        clearTimeout(timer);
        // Who waited in vain must not be kept: for an integration that never comes, nobody else would clear it away.
        waiting.delete(resume);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(resume, timeoutMs);
      this.#waiting.set(id, waiting.add(resume));
    });
  }

  #wake(id: string): void {
    for (const resume of [...(this.#waiting.get(id) ?? [])]) resume();
  }
}

function definitionOf(id: string, name: string): IntegrationDefinition {
  const definition = integrationByName(name);
  if (definition === undefined)
    throw new AppError('integration_unknown', `Integration ${id} is of the kind ${name}.`);
  return definition;
}

/** Only the revision is needed until the integration is used. */
function revisionOf(value: Buffer): number | undefined {
  try {
    const parsed = JSON.parse(value.toString()) as { revision?: unknown } | null;
    return typeof parsed?.revision === 'number' ? parsed.revision : undefined;
  } catch {
    return undefined;
  }
}
