import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, deliveryIdOf, toAppError } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import type { ConfigServiceConfig } from '../config.ts';
import type { RequestLog } from '../request-log/request-log.ts';
import type { Clock } from '../settings/clock.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import type { DeliverySink, RequestedDelivery } from './delivery.sink.ts';
import type { JobProgress, SendingJob } from './sending-job.ts';
import type { SendingJobStore } from './sending-job.store.ts';

/** How long a job is a replica's own after it has given a sign of life. */
export const LEASE_MS = 60_000;
const BEAT_MS = LEASE_MS / 3;
/** How long a job is worked on before others get the lane. */
const TURN_MS = 30_000;
/** How long the workers may take to show what became of a batch. */
const SETTLE_MS = 20_000;
const LOOK_MS = 100;

export interface JobTools {
  readonly store: SendingJobStore;
  readonly sink: DeliverySink;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly config: Pick<ConfigServiceConfig, 'REPLAY_RATE' | 'REPLAY_BATCH' | 'REPLAY_PAUSE'>;
  readonly logger: Logger;
  readonly stopped: AbortSignal;
}

/** Why a worker holds deliveries back; more of them would only wait there too. */
const HELD_BACK = ['breaker_open', 'integration_paused', 'integration_off'] as const;
/** What keeps a job from going on for now. */
type Obstacle = (typeof HELD_BACK)[number] | 'no_worker' | undefined;

/** One job while one replica holds it: for a turn, or until something is in its way. */
export class JobAtWork {
  readonly #id: string;
  readonly #owner: string;
  readonly #tools: JobTools;
  readonly #source: BatchSource;
  #progress: JobProgress;

  constructor(job: SendingJob, owner: string, { source, ...tools }: JobTools & { source: BatchSource }) {
    this.#id = job.id;
    this.#owner = owner;
    this.#tools = tools;
    this.#source = source;
    const { state, reason, position, sent, skipped, gone, updatedAt } = job;
    this.#progress = { state, reason, position, sent, skipped, gone, updatedAt };
  }

  async run(): Promise<void> {
    const { config, stopped, clock } = this.#tools;
    const turnEndMs = clock.now().getTime() + TURN_MS;
    // Small at first: whether the endpoint takes anything is not known then.
    for (let size = 1; !stopped.aborted && clock.now().getTime() < turnEndMs;) {
      const batch = await this.#take(size);
      if (batch === undefined) return;
      const obstacle = await this.#settled(batch.deliveries);
      if (obstacle !== undefined) return this.#putOff(obstacle);
      size = Math.min(size * 2, config.REPLAY_BATCH);
      if (!(await this.#save({}))) return;
      await pause((1000 * batch.deliveries.length) / config.REPLAY_RATE, stopped);
    }
    await this.#tools.store.release(this.#id, this.#owner);
  }

  /** @returns the batch, sent and written down; nothing when the job is over, put off or somebody else's */
  async #take(size: number): Promise<Batch | undefined> {
    try {
      const { position, sent, skipped, gone } = this.#progress;
      const batch = await this.#holding(() => this.#source.next(position, size));
      // Reading takes its time: whoever has cancelled it, or taken it over, must not see more of it sent.
      if (!(await this.#save({}))) return undefined;
      if (batch.deliveries.length > 0) await this.#tools.sink.send(batch.deliveries);
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
      await this.#stumbleOver(error);
      return undefined;
    }
  }

  async #stumbleOver(error: unknown): Promise<void> {
    const { entry, message, code } = toAppError(error);
    if (entry.kind === 'infra' || entry.kind === 'transient') return this.#putOff(code);
    // Of our own failures only the kind is told; the rest is for the operator.
    const isDefect = entry.kind === 'defect';
    if (isDefect) this.#tools.logger.error({ err: error, jobId: this.#id }, 'a job failed');
    await this.#save({ state: 'failed', reason: isDefect ? entry.sentence : message });
  }

  /** Leaves it alone for a while, and the lane to others: a dead endpoint of one must not keep all from their turns. */
  async #putOff(reason: string): Promise<void> {
    await this.#save({ state: 'paused', reason }, this.#tools.config.REPLAY_PAUSE);
  }

  /** Goes on holding the job while something takes long. */
  async #holding<Result>(work: () => Promise<Result>): Promise<Result> {
    let saving: Promise<unknown> = Promise.resolve();
    const beat = setInterval(() => {
      // One that fails shows afterwards, when the job turns out to be somebody else's.
      saving = this.#save({}).catch(() => undefined);
    }, BEAT_MS);
    try {
      return await work();
    } finally {
      clearInterval(beat);
      // Late, it would undo what is written next.
      await saving;
    }
  }

  /** Waits until every delivery of a batch has an outcome, whichever that is. */
  async #settled(deliveries: readonly RequestedDelivery[]): Promise<Obstacle> {
    const { clock, stopped } = this.#tools;
    const deadline = clock.now().getTime() + SETTLE_MS;
    let waiting = deliveries.map(identityOf);
    while (waiting.length > 0 && !stopped.aborted) {
      const reasons = await Promise.all(waiting.map((one) => this.#reasonOf(one)));
      const heldBack = HELD_BACK.find((reason) => reasons.includes(reason));
      if (heldBack !== undefined) return heldBack;
      waiting = waiting.filter((_one, index) => reasons[index] === undefined);
      if (waiting.length === 0) break;
      if (clock.now().getTime() > deadline) return 'no_worker';
      await pause(LOOK_MS, stopped);
    }
    return undefined;
  }

  /** @returns why the delivery ended as it did, `''` where it succeeded; nothing before it has an outcome */
  async #reasonOf({ integrationId, deliveryId }: Identity): Promise<string | undefined> {
    const attempts = await this.#tools.log.ofDelivery(integrationId, deliveryId);
    const newest = attempts.findLast(({ requested }) => requested?.id === this.#id);
    return newest === undefined ? undefined : (newest.reason ?? '');
  }

  async #save(changes: Partial<JobProgress>, leaseMs = LEASE_MS): Promise<boolean> {
    this.#progress = { ...this.#progress, ...changes, updatedAt: this.#tools.clock.now() };
    return this.#tools.store.save(this.#id, this.#owner, this.#progress, leaseMs);
  }
}

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
export async function pause(ms: number, stopped: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
}
