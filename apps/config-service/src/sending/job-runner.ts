import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { Clock } from '../settings/clock.ts';
import { BatchSources } from './batch-sources.ts';
import { DeliverySink } from './delivery.sink.ts';
import { JobAtWork, LEASE_MS, pause } from './job-at-work.ts';
import type { JobTools } from './job-at-work.ts';
import { SendingJobStore } from './sending-job.store.ts';

type RunnerConfig = Pick<
  ConfigServiceConfig,
  'REPLAY_RATE' | 'REPLAY_BATCH' | 'REPLAY_PAUSE' | 'REPLAY_POLL'
>;

/** Jobs that one replica works on at once. */
const LANES = 4;

/**
 * Works on replays and recoveries in turns, batch after batch. The next batch waits for the outcomes of the one before, so that
 * an endpoint that is down gets one delivery now and then instead of all of them.
 */
@Injectable()
export class JobRunner {
  readonly #store: SendingJobStore;
  readonly #sources: BatchSources;
  readonly #config: RunnerConfig;
  readonly #logger: Logger;
  readonly #tools: JobTools;
  readonly #owner = randomUUID();
  readonly #stop = new AbortController();

  constructor(
    store: SendingJobStore,
    sources: BatchSources,
    sink: DeliverySink,
    log: RequestLog,
    clock: Clock,
    @Inject(CONFIG) config: RunnerConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#sources = sources;
    this.#config = config;
    this.#logger = logger;
    this.#tools = { store, sink, log, clock, config, logger, stopped: this.#stop.signal };
  }

  /** Works until {@link stop}. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: LANES }, (_, lane) => this.#work(lane)));
  }

  /** Lets the batches under way be the last ones; other replicas go on with their jobs. */
  stop(): void {
    this.#stop.abort();
  }

  /** Works on one job, if there is one. @returns whether there was */
  async workOnOne(owner: string = this.#owner): Promise<boolean> {
    const job = await this.#store.claim(owner, LEASE_MS);
    if (job === undefined) return false;
    await new JobAtWork(job, owner, { ...this.#tools, source: this.#sources.of(job) }).run();
    return true;
  }

  async #work(lane: number): Promise<void> {
    const owner = `${this.#owner}/${lane}`;
    while (!this.#stop.signal.aborted) {
      const isIdle = await this.workOnOne(owner).then(
        (found) => !found,
        (error: unknown) => {
          this.#logger.warn({ reason: toAppError(error).message }, 'jobs can’t be worked on; trying again');
          return true;
        },
      );
      if (isIdle) await pause(this.#config.REPLAY_POLL, this.#stop.signal);
    }
  }
}
