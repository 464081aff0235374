import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { SettingsAudit } from '../audit/settings-audit.ts';
import { SettingsPublisher } from '../settings/settings.publisher.ts';
import { KeyRotation } from './key-rotation.ts';
import { KeyUsage } from './key-usage.ts';

const INTERVAL_MS = 2000;
/** A look at the keys reads an index from end to end. */
const ROUNDS_PER_LOOK = 15;

/** Takes up what is left to do in every replica: audit entries beside their settings, a rotation of the keys. */
@Injectable()
export class MaintenanceLoop {
  readonly #audit: SettingsAudit;
  readonly #rotation: KeyRotation;
  readonly #usage: KeyUsage;
  readonly #publisher: SettingsPublisher;
  readonly #logger: Logger;
  readonly #stopped = new AbortController();
  #isNudged = false;
  #wake: (() => void) | undefined;

  constructor(
    audit: SettingsAudit,
    rotation: KeyRotation,
    usage: KeyUsage,
    publisher: SettingsPublisher,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#audit = audit;
    this.#rotation = rotation;
    this.#usage = usage;
    this.#publisher = publisher;
    this.#logger = logger;
  }

  /** Says that there is something to do. */
  nudge(): void {
    this.#isNudged = true;
    this.#wake?.();
  }

  /** Goes on until {@link stop}; failures are logged and tried again in the next round. */
  async run(): Promise<void> {
    for (let round = 0; !this.#stopped.signal.aborted; round += 1) {
      this.#isNudged = false;
      try {
        await this.#round(round % ROUNDS_PER_LOOK === 0);
      } catch (error) {
        this.#logger.warn({ err: error }, 'maintenance was interrupted; trying again');
      }
      await this.#pause();
    }
  }

  /** Lets the work under way end at the next place where it can. */
  stop(): void {
    this.#stopped.abort();
    this.#wake?.();
  }

  async #round(isLook: boolean): Promise<void> {
    await this.#audit.bringLeftovers();
    if (isLook) await this.#usage.lookForMissing();
    await this.#rotation.work(this.#stopped.signal, () => {
      this.#publisher.nudge();
    });
  }

  #pause(): Promise<void> {
    if (this.#isNudged || this.#stopped.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, INTERVAL_MS);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
