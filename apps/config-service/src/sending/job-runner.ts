import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, deliveryIdOf, toAppError } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { Clock } from '../settings/clock.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import { BatchSources } from './batch-sources.ts';
import { DeliverySink } from './delivery.sink.ts';
import type { RequestedDelivery } from './delivery.sink.ts';
import type { JobProgress, SendingJob } from './sending-job.ts';
import { SendingJobStore } from './sending-job.store.ts';

type RunnerConfig = Pick<
  ConfigServiceConfig,
  'REPLAY_RATE' | 'REPLAY_BATCH' | 'REPLAY_PAUSE' | 'REPLAY_POLL'
>;

/** Jobs that one replica works on at once. */
const LANES = 4;
const LEASE_MS = 60_000;
/** How long the workers may take to show what became of a batch. */
const SETTLE_MS = 20_000;
const LOOK_MS = 100;

/** What keeps a job from going on for now. */
type Obstacle = 'breaker_open' | 'no_worker' | undefined;

/**
 * Works on replays and recoveries, batch after batch. The next batch waits for the outcomes of the one before, so that an
 * endpoint that is down gets one delivery now and then instead of all of them.
 */
@Injectable()
export class JobRunner {
  readonly #store: SendingJobStore;
  readonly #sources: BatchSources;
  readonly #sink: DeliverySink;
  readonly #log: RequestLog;
  readonly #clock: Clock;
  readonly #config: RunnerConfig;
  readonly #logger: Logger;
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
    this.#sink = sink;
    this.#log = log;
    this.#clock = clock;
    this.#config = config;
    this.#logger = logger;
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
    await new JobAtWork(job, owner, this.#parts()).run();
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

  #parts(): Parts {
    return {
      store: this.#store,
      sink: this.#sink,
      log: this.#log,
      clock: this.#clock,
      config: this.#config,
      logger: this.#logger,
      stopped: this.#stop.signal,
      sourceOf: (job) => this.#sources.of(job),
    };
  }
}

interface Parts {
  readonly store: SendingJobStore;
  readonly sink: DeliverySink;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly config: RunnerConfig;
  readonly logger: Logger;
  readonly stopped: AbortSignal;
  readonly sourceOf: (job: SendingJob) => BatchSource;
}

/** One job while one replica holds it. */
class JobAtWork {
  readonly #id: string;
  readonly #owner: string;
  readonly #parts: Parts;
  readonly #source: BatchSource;
  #progress: JobProgress;

  constructor(job: SendingJob, owner: string, parts: Parts) {
    this.#id = job.id;
    this.#owner = owner;
    this.#parts = parts;
    this.#source = parts.sourceOf(job);
    const { state, reason, position, sent, skipped, gone, updatedAt } = job;
    this.#progress = { state, reason, position, sent, skipped, gone, updatedAt };
  }

  async run(): Promise<void> {
    const { config, stopped } = this.#parts;
    // Small at first and behind every obstacle: whether the endpoint takes anything is not known then.
    for (let size = 1; !stopped.aborted;) {
      const batch = await this.#take(size);
      if (batch === undefined) return;
      const obstacle = await this.#settled(batch.deliveries);
      if (obstacle === undefined) size = Math.min(size * 2, config.REPLAY_BATCH);
      else size = 1;
      const isHeld = obstacle === undefined ? await this.#save({}) : await this.#waitBehind(obstacle);
      if (!isHeld) return;
      await pause((1000 * batch.deliveries.length) / config.REPLAY_RATE, stopped);
    }
    await this.#parts.store.release(this.#id, this.#owner);
  }

  /** @returns the batch, sent and written down; nothing when the job is over or somebody else's */
  async #take(size: number): Promise<Batch | undefined> {
    try {
      const { position, sent, skipped, gone } = this.#progress;
      const batch = await this.#source.next(position, size);
      if (batch.deliveries.length > 0) await this.#parts.sink.send(batch.deliveries);
      const isHeld = await this.#save({
        ...{ state: batch.isLast ? 'done' : 'running', reason: null, position: batch.position },
        ...{
          sent: sent + batch.deliveries.length,
          skipped: skipped + batch.skipped,
          gone: gone + batch.gone,
        },
      });
      return isHeld && !batch.isLast ? batch : undefined;
    } catch (error) {
      const { entry, message, code } = toAppError(error);
      const isPassing = entry.kind === 'infra' || entry.kind === 'transient';
      if (entry.kind === 'defect') this.#parts.logger.error({ err: error, jobId: this.#id }, 'a job failed');
      if (!isPassing) await this.#save({ state: 'failed', reason: message });
      else if (await this.#waitBehind(code)) return NOTHING;
      return undefined;
    }
  }

  /** @returns whether the job is still ours afterwards */
  async #waitBehind(reason: string): Promise<boolean> {
    const isHeld = await this.#save({ state: 'paused', reason });
    if (isHeld) await pause(this.#parts.config.REPLAY_PAUSE, this.#parts.stopped);
    return isHeld;
  }

  /** Waits until every delivery of a batch has an outcome, whichever that is. */
  async #settled(deliveries: readonly RequestedDelivery[]): Promise<Obstacle> {
    const { clock, stopped } = this.#parts;
    const deadline = clock.now().getTime() + SETTLE_MS;
    let waiting = deliveries.map(identityOf);
    while (waiting.length > 0 && !stopped.aborted) {
      const reasons = await Promise.all(waiting.map((one) => this.#reasonOf(one)));
      if (reasons.includes('breaker_open')) return 'breaker_open';
      waiting = waiting.filter((_one, index) => reasons[index] === undefined);
      if (waiting.length === 0) break;
      if (clock.now().getTime() > deadline) return 'no_worker';
      await pause(LOOK_MS, stopped);
    }
    return undefined;
  }

  /** @returns why the delivery ended as it did, `''` where it succeeded; nothing before it has an outcome */
  async #reasonOf({ integrationId, deliveryId }: Identity): Promise<string | undefined> {
    const attempts = await this.#parts.log.ofDelivery(integrationId, deliveryId);
    const newest = attempts.findLast(({ requested }) => requested?.id === this.#id);
    return newest === undefined ? undefined : (newest.reason ?? '');
  }

  async #save(changes: Partial<JobProgress>): Promise<boolean> {
    this.#progress = { ...this.#progress, ...changes, updatedAt: this.#parts.clock.now() };
    return this.#parts.store.save(this.#id, this.#owner, this.#progress, LEASE_MS);
  }
}

const NOTHING: Batch = { deliveries: [], skipped: 0, gone: 0, position: null, isLast: false };

interface Identity {
  readonly integrationId: string;
  readonly deliveryId: string;
}

function identityOf({ headers: { eventId, projectKey, targets } }: RequestedDelivery): Identity {
  const [target] = targets;
  if (target === undefined) throw new AppError('unexpected', 'A delivery has no target.');
  const { integrationId } = target;
  return { integrationId, deliveryId: deliveryIdOf(eventId, integrationId, projectKey) };
}

/** Cut short when the process is told to stop. */
async function pause(ms: number, stopped: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
}
