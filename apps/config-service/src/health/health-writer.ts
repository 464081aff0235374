import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { HealthPublisher } from './health.publisher.ts';
import { HealthRegister } from './health-register.ts';
import { healthRulesOf } from './health-rules.ts';
import type { HealthRules } from './health-rules.ts';
import { foldRecords, resetHealth } from './integration-health.ts';
import type { IntegrationHealth, ResultRecord } from './integration-health.ts';
import { OPERATIONS_ID } from './operations-webhook.ts';

/** How long the first of a batch waits for company: each integration costs one write a batch. */
const BATCH_MS = 200;

/** What is to be done to the health of one integration. */
interface Work {
  readonly records: ResultRecord[];
  /** When its settings were written, epoch milliseconds. */
  settingsWrittenAt: number;
}

const NOTHING: Work = { records: [], settingsWrittenAt: 0 };

/** Folds what comes in into the health of integrations, in batches. */
@Injectable()
export class HealthWriter {
  readonly #register: HealthRegister;
  readonly #publisher: HealthPublisher;
  readonly #rules: HealthRules;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  #waiting = new Map<string, Work>();
  /** Settles with the batch under way; never rejects. */
  #underWay: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(
    register: HealthRegister,
    publisher: HealthPublisher,
    @Inject(CONFIG) config: ConfigServiceConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
  ) {
    this.#register = register;
    this.#publisher = publisher;
    this.#rules = healthRulesOf(config);
    this.#logger = logger;
    this.#shutdown = shutdown;
  }

  /** Resolves once it is stored, however long MongoDB is away; rejects only when the process stops before. */
  fold({ outcomes, ...place }: ResultRecord): Promise<void> {
    const byIntegration = Map.groupBy(outcomes, ({ integrationId }) => integrationId);
    // Operators are not told that they could not be told.
    byIntegration.delete(OPERATIONS_ID);
    for (const [id, own] of byIntegration) this.#workOn(id).records.push({ ...place, outcomes: own });
    return this.#written();
  }

  /** The same for settings that somebody wrote: what failed before may succeed now. */
  resetFor(id: string, writtenAt: number): Promise<void> {
    const work = this.#workOn(id);
    work.settingsWrittenAt = Math.max(work.settingsWrittenAt, writtenAt);
    return this.#written();
  }

  #workOn(id: string): Work {
    let work = this.#waiting.get(id);
    if (work === undefined) {
      work = { records: [], settingsWrittenAt: 0 };
      this.#waiting.set(id, work);
    }
    return work;
  }

  #written(): Promise<void> {
    this.#next ??= Promise.all([this.#underWay, this.#pause()]).then(() => this.#writeWaiting());
    return this.#next;
  }

  /** Cut short when the process is told to stop. */
  async #pause(): Promise<void> {
    await sleep(BATCH_MS, undefined, { signal: this.#shutdown }).catch(() => undefined);
  }

  #writeWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#next = undefined;
    const writing = untilReachable('MongoDB', () => this.#write(waiting), this.#logger, this.#shutdown);
    this.#underWay = writing.catch(() => undefined);
    return writing;
  }

  async #write(waiting: ReadonlyMap<string, Work>): Promise<void> {
    const after = await this.#register.change([...waiting.keys()], (health) =>
      this.#worked(health, waiting.get(health.id)),
    );
    if (after.some(({ pending }) => pending.length > 0)) this.#publisher.nudge();
  }

  #worked(health: IntegrationHealth, { records, settingsWrittenAt }: Work = NOTHING): IntegrationHealth {
    // Of whom nothing is stored nothing failed, and most integrations stay so.
    const reset = health.revision === 0 ? health : resetHealth(health, settingsWrittenAt);
    return foldRecords(reset, records, this.#rules);
  }
}
