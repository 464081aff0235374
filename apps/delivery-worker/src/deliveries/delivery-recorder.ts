import { encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { AttemptDocument, DeliveryOutcome, Outcome, RetryState } from '@patchbay/integration-contracts';
import type { KafkaRecord, OutgoingRecord } from '@patchbay/service-kit/kafka';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';
import type { Conclusion, LoggedExchange } from './conclusion.ts';
import type { Delivery } from './delivery-job.ts';
import { planHold, planRetry } from './retry-plan.ts';
import type { RetryPolicy } from './retry-plan.ts';

export interface DeliveryRecorderDependencies {
  readonly produce: (record: OutgoingRecord) => Promise<void>;
  /** The delivery is under way no more: with its outcome once that lasts, or without one when it could not be written. */
  readonly release: (delivery: Delivery, outcome?: DeliveryOutcome) => void;
  readonly reportOutcome: (partition: number, outcome: DeliveryOutcome) => Promise<void>;
  readonly log: (attempt: AttemptDocument) => Promise<void>;
  readonly logged: 'all' | 'failures' | 'off';
  readonly policy: RetryPolicy;
  readonly deadTopic: string;
  readonly logTtlMs: number;
  readonly now: () => number;
  readonly random: () => number;
}

interface Settlement {
  readonly outcome: Outcome;
  readonly reason: string;
  /** Attempts made so far, this one included. */
  readonly attempts: number;
  /** The record that carries the delivery on, unless it is finished. */
  readonly onward?: OutgoingRecord;
  /** Epoch milliseconds: when it is tried again. */
  readonly retryAt?: number;
}

interface Settled extends Settlement {
  readonly integration: OpenedIntegration | undefined;
}

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** Makes a conclusion lasting: retry record or dead letter, outcome, and log. Only then may the offset move on. */
export class DeliveryRecorder {
  readonly #dependencies: DeliveryRecorderDependencies;

  constructor(dependencies: DeliveryRecorderDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Resolves when Kafka has what follows. The attempt is on its way to the log or its backlog then, and the outcome follows it; the
   * job waits for both.
   */
  async record(
    delivery: Delivery,
    conclusion: Conclusion,
    integration: OpenedIntegration | undefined,
  ): Promise<Outcome> {
    const settlement = this.#settle(delivery, conclusion);
    const { produce, release, reportOutcome } = this.#dependencies;
    const { job } = delivery;
    // The outcome says that the delivery lives on elsewhere: it must not be there before that is true.
    if (settlement.onward !== undefined) await produce(settlement.onward);
    const outcome = this.#outcomeOf(delivery, conclusion, settlement);
    const logged = this.#log(delivery, conclusion, { ...settlement, integration });
    const report = (): Promise<void> => reportOutcome(job.record.partition, outcome);
    // Whoever knows the outcome does not send it again, and so does not log it either: the log must have it first.
    // A test is nobody's delivery, so it has no place in the balance of what came in and what became of it.
    const written = isTest(delivery) ? logged : logged === undefined ? report() : logged.then(report);
    if (written === undefined) release(delivery);
    else {
      // Not before: a repetition that is dropped counts on the outcome, and must not be committed without it.
      written.then(
        () => {
          release(delivery, outcome);
        },
        () => {
          release(delivery);
        },
      );
      job.waitFor(written);
    }
    return settlement.outcome;
  }

  /** Puts a record that is no delivery on the dead topic as it is, with the reason in its headers. */
  async quarantine({ partition, key, value, headers }: KafkaRecord, detail: string): Promise<void> {
    const kept = Object.fromEntries(
      Object.entries(headers).flatMap(([name, given]) =>
        typeof given === 'string' || Buffer.isBuffer(given) ? [[name, given]] : [],
      ),
    );
    await this.#dependencies.produce({
      topic: this.#dependencies.deadTopic,
      partition,
      key,
      value,
      headers: { ...kept, 'dead-reason': 'unreadable_record', 'dead-detail': detail },
    });
  }

  #settle(delivery: Delivery, conclusion: Conclusion): Settlement {
    const previous = delivery.job.headers.retry;
    const made = (previous?.attempts ?? 0) + (conclusion.requests.length > 0 ? 1 : 0);
    const { kind, reason } = conclusion;
    if (kind === 'delivered' || kind === 'ignored') return { outcome: kind, reason, attempts: made };
    // Whoever tries settings out waits for the answer; a second attempt would come when nobody looks any more.
    if (isTest(delivery)) return { outcome: 'dead', reason, attempts: made };
    if (kind === 'dead')
      return { outcome: 'dead', reason, attempts: made, onward: this.#dead(delivery, conclusion, reason) };
    const { policy, now, random } = this.#dependencies;
    const { step, retryAfterMs, heldUntil: until } = conclusion;
    if (until !== undefined) {
      const { tier, state } = planHold(
        { previous, until, now: now(), reason, random: random() },
        policy.tiers,
      );
      return { outcome: 'parked', reason, attempts: made, onward: onwardRecord(delivery, tier.topic, state) };
    }
    // A plan of several requests may be held back in the middle; those before it were an attempt.
    const isPark = kind === 'held_back' && conclusion.requests.length === 0;
    const plan = planRetry(
      { previous, isPark, now: now(), reason, step, retryAfterMs, random: random() },
      policy,
    );
    if (plan.kind === 'dead') {
      return {
        outcome: 'dead',
        reason: plan.reason,
        attempts: made,
        onward: this.#dead(delivery, conclusion, `${plan.reason}: ${reason}`),
      };
    }
    const onward = onwardRecord(delivery, plan.tier.topic, plan.state);
    const { notBefore: retryAt } = plan.state;
    return { outcome: isPark ? 'parked' : 'retrying', reason, attempts: made, onward, retryAt };
  }

  #dead(delivery: Delivery, { step, requests }: Conclusion, reason: string): OutgoingRecord {
    const previous = delivery.job.headers.retry;
    const now = this.#dependencies.now();
    return onwardRecord(delivery, this.#dependencies.deadTopic, {
      attempts: (previous?.attempts ?? 0) + (requests.length > 0 ? 1 : 0),
      firstAttemptAt: previous?.firstAttemptAt ?? now,
      notBefore: now,
      lastOutcome: reason,
      step,
      parks: previous?.parks ?? 0,
    });
  }

  #outcomeOf(
    delivery: Delivery,
    { status, durationMs }: Conclusion,
    settlement: Settlement,
  ): DeliveryOutcome {
    const { outcome, reason, attempts } = settlement;
    const { request, retry } = delivery.job.headers;
    return {
      deliveryId: delivery.id,
      eventId: delivery.job.headers.eventId,
      integrationId: delivery.target.integrationId,
      attempt: attempts,
      outcome,
      status,
      durationMs,
      at: this.#dependencies.now(),
      ...(outcome === 'parked' && { parks: (retry?.parks ?? 0) + 1 }),
      ...(reason === '' ? {} : { reason }),
      ...(request === undefined ? {} : { requestId: request.id }),
    };
  }

  /**
   * One document per request; a delivery that died without one gets a document that says why, and so does any that was asked for.
   * @returns when they last, or nothing where there are none
   */
  #log(
    delivery: Delivery,
    { requests, step, detail }: Conclusion,
    settled: Settled,
  ): Promise<unknown> | undefined {
    if (!this.#isLogged(delivery, settled.outcome)) return undefined;
    const [only] = requests;
    if (only !== undefined && requests.length === 1)
      return this.#write(delivery, settled, { ...only, documents: 1 });
    if (requests.length > 0) {
      const documents = requests.length;
      return Promise.all(requests.map((one) => this.#write(delivery, settled, { ...one, documents })));
    }
    if (settled.outcome !== 'dead' && delivery.job.headers.request === undefined) return undefined;
    const at = new Date(this.#dependencies.now());
    const nothing = { step, isOk: false, at, durationMs: 0, documents: 1 };
    return this.#write(delivery, settled, detail === undefined ? nothing : { ...nothing, error: detail });
  }

  /** What people ask for they find by the log alone, whatever else it holds. */
  #isLogged({ job }: Delivery, outcome: Outcome): boolean {
    const { logged } = this.#dependencies;
    if (logged === 'all' || job.headers.request !== undefined) return true;
    return logged === 'failures' && outcome !== 'delivered' && outcome !== 'ignored';
  }

  #write(
    delivery: Delivery,
    settled: Settled,
    exchange: LoggedExchange & { documents: number },
  ): Promise<void> {
    const { id, job, target } = delivery;
    const { outcome, reason, attempts, integration, retryAt } = settled;
    const { isOk, documents, ...measured } = exchange;
    const { topic, partition, offset } = job.record;
    const asked = job.headers.request;
    const attempt: Writable<AttemptDocument> = {
      // The requests of the attempt before, which has the same number, are in the log under their steps.
      _id: `${id}:${attempts}:${measured.request === undefined ? 'end' : measured.step}${asked === undefined ? '' : `@${asked.id}`}`,
      deliveryId: id,
      eventId: job.headers.eventId,
      integrationId: target.integrationId,
      projectKey: job.headers.projectKey,
      name: integration?.name ?? '',
      trigger: job.headers.trigger,
      revision: integration?.revision ?? target.revision,
      attempt: attempts,
      outcome: isOk ? 'delivered' : outcome,
      ...measured,
      record: `${topic}/${partition}/${offset}`,
      expiresAt: new Date(this.#dependencies.now() + this.#dependencies.logTtlMs),
    };
    if (!isOk && reason !== '') attempt.reason = reason;
    if (!isOk && retryAt !== undefined) attempt.retryAt = new Date(retryAt);
    if (job.traceId !== undefined) attempt.traceId = job.traceId;
    if (asked !== undefined) attempt.requested = { id: asked.id, kind: asked.kind, documents };
    return this.#dependencies.log(attempt);
  }
}

function isTest({ job }: Delivery): boolean {
  return job.headers.request?.kind === 'test';
}

/** The same event with this one target, on the same partition of another topic. */
function onwardRecord({ job, target }: Delivery, topic: string, retry: RetryState): OutgoingRecord {
  return {
    topic,
    partition: job.record.partition,
    key: job.record.key,
    value: job.body,
    headers: encodeDeliveryHeaders({ ...job.headers, targets: [target], retry }),
  };
}
