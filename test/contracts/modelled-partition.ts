import type { DeliveryOutcome, RetryState } from '@patchbay/integration-contracts';
import { OffsetLedger } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { Deduplication } from '../../apps/delivery-worker/src/deduplication/deduplication.ts';
import { stageOf } from '../../apps/delivery-worker/src/deduplication/stage.ts';
import { DeliveryJob } from '../../apps/delivery-worker/src/deliveries/delivery-job.ts';
import { planRetry } from '../../apps/delivery-worker/src/deliveries/retry-plan.ts';
import { aDeliveryRecord } from '../../apps/delivery-worker/src/testing/a-delivery.ts';
import { headersOf, idOf, isExposed, newLog, openOffsets, pick } from './modelled-log.ts';
import type { Log, Stored, UnderWay } from './modelled-log.ts';

export const TIERS = [10_000, 60_000].map((delayMs) => ({ delayMs, topic: `retry.${delayMs}` }));
const POLICY = { tiers: TIERS, maxAttempts: 4, maxAgeMs: 3_600_000 };
export const TOPICS = ['deliveries', ...TIERS.map(({ topic }) => topic)];
/** Of the longest delay, with jitter. */
const LONGEST_WAIT_MS = 66_000;
const PARTITION = 3;
const REMEMBERED = { entries: 10_000, windowMs: 86_400_000 };

export type Ending = 'delivered' | 'ignored' | 'failed' | 'parked';

/** One partition number in all topics of the deliveries, and the worker that has it, under a clock that only steps move. */
export class ModelledPartition {
  now = 0;
  isPaused = false;
  readonly results: DeliveryOutcome[] = [];
  /** Each request, by delivery and stage. */
  readonly requests: string[] = [];
  /** What was broken, in words; nothing while all is well. */
  readonly complaints: string[] = [];
  /** Requests whose outcome was on its way when the worker or its partition went, or whose end the commit did not tell. */
  exposed = 0;
  readonly #logs = new Map<string, Log>(TOPICS.map((topic) => [topic, newLog()]));
  #deduplication = this.#newDeduplication();
  #underWay: UnderWay[] = [];

  publish(number: number): void {
    this.#log('deliveries').records.push({ eventId: `event-${number}` });
  }

  /** Takes the next record of a topic, if it is due. */
  async take(topic: string): Promise<void> {
    const log = this.#log(topic);
    const offset = log.taken;
    const stored = log.records[offset];
    if (stored === undefined || (stored.retry?.notBefore ?? 0) > this.now) return;
    log.taken += 1;
    const { ledger } = log;
    if (!ledger.begin(offset)) return;
    const headers = headersOf(stored);
    const job = new DeliveryJob(aDeliveryRecord(headers), headers);
    const delivery = { id: idOf(stored.eventId), job };
    const deduplication = this.#deduplication;
    void Promise.resolve(deduplication.begin(delivery)).then((isToBeDone) => {
      if (!isToBeDone) ledger.finish(offset);
      else if (ledger === log.ledger)
        this.#underWay.push({ log, offset, stored, delivery, ledger, isSent: false });
      else deduplication.end(delivery);
    });
    await nextTurn();
  }

  send(which: number): void {
    const one = pick(this.#underWay, which, ({ isSent, outcome }) => !isSent && outcome === undefined);
    if (one === undefined || this.isPaused) return;
    one.isSent = true;
    this.requests.push(`${one.delivery.id} ${stageOf(one.stored.retry)}`);
  }

  /** Writes the record that carries it on, if one does; its outcome is on its way. */
  conclude(which: number, ending: Ending): void {
    const wasSent = ending === 'delivered' || ending === 'failed';
    const one = pick(this.#underWay, which, (each) => each.outcome === undefined && each.isSent === wasSent);
    if (one !== undefined) one.outcome = this.#outcomeOf(one, ending);
  }

  async report(which: number): Promise<void> {
    const one = pick(this.#underWay, which, ({ outcome }) => outcome !== undefined);
    if (one?.outcome === undefined) return;
    this.results.push(one.outcome);
    this.#deduplication.learn(PARTITION, one.outcome);
    this.#deduplication.end(one.delivery);
    one.ledger.finish(one.offset);
    this.#underWay.splice(this.#underWay.indexOf(one), 1);
    await nextTurn();
  }

  /** @param hasMetadata whether what was finished beyond the offset fits beside it */
  commit(hasMetadata: boolean): void {
    for (const log of this.#logs.values()) {
      const { committable: offset } = log.ledger;
      if (offset < log.committed.offset) this.complaints.push('a commit went backwards');
      log.committed = { offset, metadata: hasMetadata ? log.ledger.metadata() : '' };
    }
    this.#checkNothingIsLost();
  }

  crash(): void {
    this.exposed += this.#underWay.filter(isExposed).length;
    this.#underWay = [];
    this.#deduplication = this.#newDeduplication();
    this.#restart();
  }

  /** The partition goes and comes back: what was sent is still reported, what was not is left undone. */
  async rebalance(): Promise<void> {
    this.exposed += this.#underWay.filter(isExposed).length;
    this.#restart();
    for (const outcome of this.results) this.#deduplication.learn(PARTITION, outcome);
    for (const one of this.#underWay) if (!isExposed(one)) this.#deduplication.end(one.delivery);
    this.#underWay = this.#underWay.filter(isExposed);
    await nextTurn();
  }

  /** Lets everything come to its end. */
  async drain(): Promise<void> {
    this.isPaused = false;
    for (let idle = 0; idle < 2;) {
      const before = this.#progress;
      for (const topic of TOPICS) await this.take(topic);
      this.send(0);
      this.conclude(0, 'delivered');
      await this.report(0);
      if (before === this.#progress && this.#underWay.length === 0) {
        idle += 1;
        this.now += LONGEST_WAIT_MS;
      } else idle = 0;
    }
    this.commit(true);
  }

  get accepted(): ReadonlySet<string> {
    return new Set(this.#log('deliveries').records.map(({ eventId }) => idOf(eventId)));
  }

  /** The records of the deliveries, as the accounting reads them. */
  dispatched(): readonly KafkaRecord[] {
    return this.#log('deliveries').records.map((stored, offset) => ({
      ...aDeliveryRecord(headersOf(stored)),
      offset: String(offset),
    }));
  }

  /** What the worker has committed of the deliveries. */
  get committed(): { readonly offset: number; readonly finished: readonly number[] } {
    const log = this.#log('deliveries');
    const open = new Set(openOffsets(log));
    const all = log.records.keys().filter((offset) => offset >= log.committed.offset && !open.has(offset));
    return { offset: log.committed.offset, finished: [...all] };
  }

  /** Records of the retry topics that no commit has passed. */
  get waiting(): number {
    return TIERS.reduce((sum, { topic }) => sum + openOffsets(this.#log(topic)).length, 0);
  }

  #outcomeOf({ stored, delivery }: UnderWay, ending: Ending): DeliveryOutcome {
    const { eventId, retry: previous } = stored;
    const attempts = previous?.attempts ?? 0;
    const made = {
      deliveryId: delivery.id,
      eventId,
      integrationId: 'int-1',
      at: this.now,
      status: 0,
      durationMs: 0,
    };
    if (ending === 'delivered') return { ...made, outcome: 'delivered', attempt: attempts + 1 };
    if (ending === 'ignored') return { ...made, outcome: 'ignored', attempt: attempts };
    const isPark = ending === 'parked';
    const attempt = attempts + (isPark ? 0 : 1);
    const plan = planRetry(
      { previous, isPark, now: this.now, reason: 'http_503', step: 0, random: (this.now % 10) / 10 },
      POLICY,
    );
    if (plan.kind === 'dead') {
      if (
        attempt < POLICY.maxAttempts &&
        this.now - (previous?.firstAttemptAt ?? this.now) < POLICY.maxAgeMs / 2
      )
        this.complaints.push('a delivery was given up early');
      return { ...made, outcome: 'dead', attempt };
    }
    this.#checkPlan(stored, plan);
    this.#log(plan.tier.topic).records.push({ eventId, retry: plan.state });
    if (!isPark) return { ...made, outcome: 'retrying', attempt };
    return { ...made, outcome: 'parked', attempt, parks: (previous?.parks ?? 0) + 1 };
  }

  #checkPlan({ retry }: Stored, { tier, state }: { tier: { delayMs: number }; state: RetryState }): void {
    if (stageOf(state) <= stageOf(retry)) this.complaints.push('a retry is no further than what it follows');
    if (state.attempts >= POLICY.maxAttempts)
      this.complaints.push('a delivery has more attempts than allowed');
    if (state.notBefore < this.now + tier.delayMs)
      this.complaints.push('a retry is due before its delay is over');
  }

  /** Every id that was accepted has come to its end, or lies in a record that whoever comes next would take. */
  #checkNothingIsLost(): void {
    const isFinal = ({ outcome }: DeliveryOutcome): boolean => outcome !== 'retrying' && outcome !== 'parked';
    const alive = new Set(this.results.filter(isFinal).map(({ deliveryId }) => deliveryId));
    for (const log of this.#logs.values())
      for (const offset of openOffsets(log)) alive.add(idOf(log.records[offset]?.eventId ?? ''));
    for (const id of this.accepted) if (!alive.has(id)) this.complaints.push(`${id} is lost`);
  }

  #log(topic: string): Log {
    const log = this.#logs.get(topic);
    if (log === undefined) throw new RangeError(`no topic ${topic}`);
    return log;
  }

  #restart(): void {
    for (const log of this.#logs.values()) {
      log.ledger = new OffsetLedger(log.committed.offset, log.committed.metadata);
      log.taken = log.committed.offset;
    }
  }

  #newDeduplication(): Deduplication {
    const deduplication = new Deduplication({ ...REMEMBERED, now: () => this.now });
    for (const outcome of this.results) deduplication.learn(PARTITION, outcome);
    return deduplication;
  }

  get #progress(): number {
    return [...this.#logs.values()].reduce((sum, { taken }) => sum + taken, this.results.length);
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
