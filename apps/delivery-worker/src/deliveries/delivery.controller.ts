import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload, RpcException } from '@nestjs/microservices';
import {
  UnreadableRecordError,
  decodeDeliveryHeaders,
  deliveryIdOf,
  toAppError,
} from '@patchbay/integration-contracts';
import type { DeliveryTarget, Outcome, RequestKind } from '@patchbay/integration-contracts';
import { RecordAbandonedError } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { keptTraceId } from '@patchbay/service-kit/metrics';
import { LOGGER } from '@patchbay/service-kit/service';
import { Deduplication } from '../deduplication/deduplication.ts';
import { HoldView } from '../integrations/hold-view.ts';
import { IntegrationView } from '../integrations/integration-view.ts';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';
import { WorkerMetrics } from '../worker-metrics.ts';
import type { Conclusion } from './conclusion.ts';
import { DeliveryJob } from './delivery-job.ts';
import type { Delivery } from './delivery-job.ts';
import { DeliveryRecorder } from './delivery-recorder.ts';
import { faultOf } from './fault-of.ts';
import { PlanRunner } from './plan-runner.ts';

export const DELIVERY_PATTERN = 'delivery';

/** How long a delivery waits for settings that the settings topic has not shown yet. */
const SETTINGS_WAIT_MS = 3000;

/** Parks, over some minutes, after which an integration that was never seen counts as deleted and not as late. */
const MAX_PARKS_UNSEEN = 3;

/** A replay or a recovery is none of them: it would be many. */
const ALWAYS_SENT: ReadonlySet<RequestKind> = new Set(['test', 'resend', 'notify']);

const nothingMade = (kind: Conclusion['kind'], reason: string, detail?: string): Conclusion => ({
  kind,
  reason,
  status: 0,
  durationMs: 0,
  step: 0,
  requests: [],
  ...(detail === undefined ? {} : { detail }),
});

/** Takes records of deliveries and finishes every target of theirs; throws only while Kafka takes nothing, and for records that are left to others. */
@Controller()
export class DeliveryController {
  readonly #view: IntegrationView;
  readonly #holds: HoldView;
  readonly #runner: PlanRunner;
  readonly #recorder: DeliveryRecorder;
  readonly #deduplication: Deduplication;
  readonly #metrics: WorkerMetrics;
  readonly #logger: Logger;

  constructor(
    view: IntegrationView,
    holds: HoldView,
    runner: PlanRunner,
    recorder: DeliveryRecorder,
    deduplication: Deduplication,
    metrics: WorkerMetrics,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#view = view;
    this.#holds = holds;
    this.#runner = runner;
    this.#recorder = recorder;
    this.#deduplication = deduplication;
    this.#metrics = metrics;
    this.#logger = logger;
  }

  @EventPattern(DELIVERY_PATTERN)
  async deliver(@Payload() record: KafkaRecord): Promise<void> {
    const job = this.#read(record);
    if (job instanceof UnreadableRecordError) {
      const { topic, partition, offset } = record;
      this.#logger.error(
        { topic, partition, offset, reason: job.message },
        'a delivery record could not be read',
      );
      return this.#recorder.quarantine(record, job.message);
    }
    // All of them, even when one fails: what is still under way must not meet its own repetition.
    const ends = await Promise.allSettled(job.headers.targets.map((target) => this.#deliverTo(job, target)));
    await job.settled();
    for (const end of ends) if (end.status === 'rejected') throw passedThroughNest(end.reason);
  }

  async #deliverTo(job: DeliveryJob, target: DeliveryTarget): Promise<void> {
    const { eventId, projectKey } = job.headers;
    const delivery = { id: deliveryIdOf(eventId, target.integrationId, projectKey), job, target };
    const isBegun = this.#deduplication.begin(delivery);
    if (!(isBegun instanceof Promise ? await isBegun : isBegun)) {
      this.#metrics.foundDuplicate();
      return;
    }
    try {
      await this.#finish(delivery);
    } catch (error) {
      this.#deduplication.end(delivery);
      throw error;
    }
  }

  async #finish(delivery: Delivery): Promise<void> {
    const { job } = delivery;
    let integration: OpenedIntegration | undefined;
    let conclusion: Conclusion;
    try {
      const found = this.#integrationFor(delivery);
      // Waiting for what is there already would cost every delivery a turn.
      integration = found instanceof Promise ? await found : found;
      conclusion = await this.#attempt(delivery, integration);
    } catch (error) {
      if (error instanceof RecordAbandonedError) throw error;
      integration = undefined;
      conclusion = notAttempted(job, error);
    }
    const outcome = await this.#recorder.record(delivery, conclusion, integration);
    this.#count(delivery, conclusion, { outcome, name: integration?.name ?? 'unknown' });
    this.#tell(delivery, conclusion, outcome);
  }

  #count(
    { job, target }: Delivery,
    conclusion: Conclusion,
    { outcome, name }: { outcome: Outcome; name: string },
  ): void {
    const { headers, record } = job;
    const traceId = keptTraceId(headers.passThrough['traceparent']);
    this.#metrics.observe(name, outcome, conclusion, traceId);
    if (outcome === 'retrying' || outcome === 'dead') this.#metrics.failed(target.integrationId, name);
    // What people ask for may be about an event of last week.
    if (headers.request !== undefined) return;
    this.#metrics.observeLag(outcome, faultOf(outcome, conclusion.reason), {
      happenedAt: headers.eventAt,
      appendedAt: record.timestampMs,
      isFirstAttempt: headers.retry === undefined && conclusion.requests.length > 0,
      traceId,
    });
  }

  /** @throws AppError or rejects with one when the settings can't be had or opened */
  #integrationFor({ job, target }: Delivery): OpenedIntegration | Promise<OpenedIntegration | undefined> {
    const trial = job.headers.request?.trial;
    if (trial !== undefined) return this.#view.openTrial(target.integrationId, trial);
    return (
      this.#view.opened(target.integrationId, target.revision) ??
      this.#view.open(target.integrationId, target.revision, SETTINGS_WAIT_MS)
    );
  }

  #tell(delivery: Delivery, { reason, status, durationMs, detail }: Conclusion, outcome: Outcome): void {
    const level =
      outcome === 'delivered' || outcome === 'ignored' ? 'debug' : outcome === 'dead' ? 'warn' : 'info';
    if (!this.#logger.isLevelEnabled(level)) return;
    const { eventId, trigger } = delivery.job.headers;
    this.#logger[level](
      {
        eventId,
        deliveryId: delivery.id,
        integrationId: delivery.target.integrationId,
        trigger,
        outcome,
        reason,
        detail,
        status,
        durationMs,
        ...delivery.job.record.span?.logFields,
      },
      'delivery',
    );
  }

  #attempt(delivery: Delivery, integration: OpenedIntegration | undefined): Conclusion | Promise<Conclusion> {
    if (integration === undefined) return nothingMade('dead', 'integration_missing');
    if (!integration.isActive) return nothingMade('ignored', 'integration_inactive');
    const hold = this.#holds.holdOf(delivery.target.integrationId);
    if (hold !== undefined && !isAskedFor(delivery))
      return { ...nothingMade('held_back', hold.reason), heldUntil: hold.until };
    return this.#runner.run(delivery, integration);
  }

  #read(record: KafkaRecord): DeliveryJob | UnreadableRecordError {
    try {
      return new DeliveryJob(record, decodeDeliveryHeaders(record.headers));
    } catch (error) {
      if (error instanceof UnreadableRecordError) return error;
      throw error;
    }
  }
}

/** Nest replaces every other error by one that says nothing. */
function passedThroughNest(error: unknown): unknown {
  return error instanceof RecordAbandonedError ? new RpcException(error) : error;
}

/** Somebody looks at it just now, perhaps to see whether the integration works again. */
function isAskedFor({ job }: Delivery): boolean {
  const { request } = job.headers;
  return request !== undefined && (request.isProbe === true || ALWAYS_SENT.has(request.kind));
}

function notAttempted({ headers }: DeliveryJob, error: unknown): Conclusion {
  const { code, entry, message } = toAppError(error);
  const isLate = code === 'integration_missing' && (headers.retry?.parks ?? 0) < MAX_PARKS_UNSEEN;
  return nothingMade(entry.retry === 'never' && !isLate ? 'dead' : 'held_back', code, message);
}
