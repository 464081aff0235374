import type { DeliveryHeaders, DeliveryOutcome } from '@patchbay/integration-contracts';
import { deliveryIdOf } from '@patchbay/integration-contracts';
import { OffsetLedger } from '@patchbay/service-kit/kafka';
import { Deduplication } from '../deduplication/deduplication.ts';
import { stageOf } from '../deduplication/stage.ts';
import { DeliveryJob } from '../deliveries/delivery-job.ts';
import { aDeliveryRecord, aRetryState } from './a-delivery.ts';

const TOPICS = ['deliveries', 'retries'] as const;
type Topic = (typeof TOPICS)[number];
type Ending = 'delivered' | 'dead' | 'retrying' | 'parked';

interface Stored {
  readonly eventId: string;
  readonly attempts: number;
  readonly parks: number;
}

interface UnderWay {
  readonly topic: Topic;
  readonly offset: number;
  readonly stored: Stored;
  readonly delivery: { readonly id: string; readonly job: DeliveryJob };
  readonly ledger: OffsetLedger;
  isSent: boolean;
  outcome?: DeliveryOutcome;
}

/** One partition of Kafka and the worker that has it: what is written lasts, and what the worker has in its head goes with it. */
export class CrashingWorker {
  readonly logs: Readonly<Record<Topic, Stored[]>> = { deliveries: [], retries: [] };
  readonly results: DeliveryOutcome[] = [];
  /** Each request, by delivery and stage. */
  readonly requests: string[] = [];
  /** Requests whose outcome was on its way when the worker or its partition went. */
  exposed = 0;
  readonly #commits = { deliveries: { offset: 0, metadata: '' }, retries: { offset: 0, metadata: '' } };
  #ledgers = this.#restored();
  #taken = { deliveries: 0, retries: 0 };
  #deduplication = this.#loaded(newDeduplication());
  #underWay: UnderWay[] = [];

  publish(number: number): void {
    this.logs.deliveries.push({ eventId: `event-${number}`, attempts: 0, parks: 0 });
  }

  async take(topic: Topic): Promise<void> {
    const offset = this.#taken[topic];
    const stored = this.logs[topic][offset];
    if (stored === undefined) return;
    this.#taken[topic] += 1;
    const ledger = this.#ledgers[topic];
    if (!ledger.begin(offset)) return;
    const headers = headersOf(stored);
    const job = new DeliveryJob(aDeliveryRecord(headers), headers);
    const delivery = { id: deliveryIdOf(stored.eventId, 'int-1', '1042'), job };
    const one: UnderWay = { topic, offset, stored, delivery, ledger, isSent: false };
    const deduplication = this.#deduplication;
    void Promise.resolve(deduplication.begin(delivery)).then((isToBeDone) => {
      if (!isToBeDone) ledger.finish(offset);
      else if (ledger === this.#ledgers[topic]) this.#underWay.push(one);
      else deduplication.end(delivery);
    });
    await nextTurn();
  }

  send(which: number): void {
    const one = pick(this.#underWay, which, ({ isSent, outcome }) => !isSent && outcome === undefined);
    if (one === undefined) return;
    one.isSent = true;
    this.requests.push(`${one.delivery.id} ${stageOf(one.stored)}`);
  }

  /** Writes the record that carries it on; its outcome is on its way. */
  conclude(which: number, ending: Ending): void {
    const isOpen = ({ isSent, outcome }: UnderWay): boolean =>
      outcome === undefined && (ending === 'parked' ? !isSent : isSent);
    const one = pick(this.#underWay, which, isOpen);
    if (one === undefined) return;
    const { eventId, attempts, parks } = one.stored;
    if (ending === 'retrying') this.logs.retries.push({ eventId, attempts: attempts + 1, parks: 0 });
    if (ending === 'parked') this.logs.retries.push({ eventId, attempts, parks: parks + 1 });
    one.outcome = {
      ...{ deliveryId: one.delivery.id, eventId, integrationId: 'int-1', outcome: ending, at: 0, status: 0 },
      ...{ attempt: ending === 'parked' ? attempts : attempts + 1, durationMs: 0 },
      ...(ending === 'parked' && { parks: parks + 1 }),
    };
  }

  async report(which: number): Promise<void> {
    const one = pick(this.#underWay, which, ({ outcome }) => outcome !== undefined);
    if (one?.outcome === undefined) return;
    this.results.push(one.outcome);
    this.#deduplication.learn(3, one.outcome);
    this.#deduplication.end(one.delivery);
    one.ledger.finish(one.offset);
    this.#underWay.splice(this.#underWay.indexOf(one), 1);
    await nextTurn();
  }

  commit(): void {
    for (const topic of TOPICS) {
      const ledger = this.#ledgers[topic];
      this.#commits[topic] = { offset: ledger.committable, metadata: ledger.metadata() };
    }
  }

  crash(): void {
    this.#countExposed();
    this.#underWay = [];
    this.#deduplication = this.#loaded(newDeduplication());
    this.#restart();
  }

  /** The partition goes and comes back: what was sent is still reported, what was not is left undone. */
  async loseAndRegain(): Promise<void> {
    this.#countExposed();
    this.#restart();
    this.#loaded(this.#deduplication);
    for (const one of this.#underWay) if (!isExposed(one)) this.#deduplication.end(one.delivery);
    this.#underWay = this.#underWay.filter(isExposed);
    await nextTurn();
  }

  /** Lets everything come to its end. */
  async drain(): Promise<void> {
    for (let idle = 0; idle < 2;) {
      const before = this.#taken.deliveries + this.#taken.retries + this.results.length;
      for (const topic of TOPICS) await this.take(topic);
      this.send(0);
      this.conclude(0, 'delivered');
      await this.report(0);
      const isIdle = before === this.#taken.deliveries + this.#taken.retries + this.results.length;
      idle = isIdle && this.#underWay.length === 0 ? idle + 1 : 0;
    }
    this.commit();
  }

  /** Records that no commit has passed. */
  get uncommitted(): number {
    return TOPICS.reduce((sum, topic) => sum + this.logs[topic].length - this.#commits[topic].offset, 0);
  }

  #countExposed(): void {
    this.exposed += this.#underWay.filter(isExposed).length;
  }

  #restart(): void {
    this.#ledgers = this.#restored();
    this.#taken = { deliveries: this.#commits.deliveries.offset, retries: this.#commits.retries.offset };
  }

  #restored(): Record<Topic, OffsetLedger> {
    const { deliveries, retries } = this.#commits;
    return {
      deliveries: new OffsetLedger(deliveries.offset, deliveries.metadata),
      retries: new OffsetLedger(retries.offset, retries.metadata),
    };
  }

  #loaded(deduplication: Deduplication): Deduplication {
    for (const outcome of this.results) deduplication.learn(3, outcome);
    return deduplication;
  }
}

const isExposed = ({ isSent, outcome }: UnderWay): boolean => isSent || outcome !== undefined;

const newDeduplication = (): Deduplication =>
  new Deduplication({ entries: 10_000, windowMs: 1000, now: () => 0 });

function headersOf({ eventId, attempts, parks }: Stored): DeliveryHeaders {
  const retry = attempts + parks === 0 ? {} : { retry: aRetryState({ attempts, parks }) };
  const targets = [{ integrationId: 'int-1', revision: 1 }];
  return { eventId, trigger: 'push', projectKey: '1042', eventAt: 0, targets, passThrough: {}, ...retry };
}

function pick(
  all: readonly UnderWay[],
  which: number,
  isMeant: (one: UnderWay) => boolean,
): UnderWay | undefined {
  const meant = all.filter(isMeant);
  return meant[which % Math.max(1, meant.length)];
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
