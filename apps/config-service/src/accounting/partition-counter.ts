import { UnreadableRecordError, decodeDeliveryHeaders, deliveryIdOf } from '@patchbay/integration-contracts';
import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { RecentIds } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { NO_POSITIONS } from './accounting.store.ts';
import type { AccountedTopic, PartitionAccount, Positions } from './accounting.store.ts';
import { NO_FIGURES, pendingOf, sumOf } from './figures.ts';
import type { Figures } from './figures.ts';
import { OpenTargets } from './open-targets.ts';
import type { Committed } from './open-targets.ts';

type Counted = keyof Figures;
type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** What was counted since it was taken the last time. */
export interface Uncounted {
  readonly from: Positions;
  readonly to: Positions;
  readonly figures: Figures;
  readonly byIntegration: ReadonlyMap<string, Figures>;
}

/** Ids that are remembered of each kind: repetitions come soon after, or after a worker was replaced. */
const IDS = { entries: 50_000, windowMs: 3_600_000 };

/**
 * Counts one partition: what was accepted and what came of it, each delivery once, however often its record or its outcome is
 * there. Records before the position only tell which ids were counted; whoever takes a partition over begins some way before it.
 */
export class PartitionCounter {
  readonly #accepted: RecentIds;
  readonly #settled: RecentIds;
  readonly #open = new OpenTargets();
  #positions: Positions;
  #stored: Figures;
  #counted: Writable<Figures> = { ...NO_FIGURES };
  #from: Positions;
  #byIntegration = new Map<string, Writable<Figures>>();

  constructor(account: PartitionAccount | undefined, now: () => number) {
    this.#positions = account?.positions ?? NO_POSITIONS;
    this.#from = this.#positions;
    this.#stored = account?.figures ?? NO_FIGURES;
    this.#accepted = new RecentIds({ ...IDS, now });
    this.#settled = new RecentIds({ ...IDS, now });
  }

  /** Counts a topic that was made anew from its beginning. */
  startOver(topic: AccountedTopic): void {
    this.#positions = { ...this.#positions, [topic]: 0 };
  }

  /** Of whom something was counted since it was taken the last time. */
  get integrations(): readonly string[] {
    return [...this.#byIntegration.keys()];
  }

  get positions(): Positions {
    return this.#positions;
  }

  /** Accepted and not settled, as far as was read. */
  get pending(): number {
    return pendingOf(sumOf(this.#stored, this.#counted));
  }

  /** A record of the deliveries. What can't be read is none: the worker puts it on the dead topic without an outcome. */
  accept(record: KafkaRecord): void {
    const targets = targetsOf(record);
    const isNew = this.#reach('deliveries', record);
    this.#open.add(Number(record.offset), targets.length);
    for (const { integrationId, deliveryId } of targets) {
      if (this.#accepted.markOf(deliveryId) > 0) continue;
      this.#accepted.remember(deliveryId);
      if (isNew) this.#count(integrationId, 'accepted');
    }
  }

  /** A record of the results, with what is in it. What people asked for was accepted before, and is left out. */
  settle(record: Pick<KafkaRecord, 'offset'>, outcomes: readonly DeliveryOutcome[]): void {
    const isNew = this.#reach('results', record);
    for (const { deliveryId, integrationId, outcome, requestId } of outcomes) {
      if (requestId !== undefined || outcome === 'retrying' || outcome === 'parked') continue;
      if (this.#settled.markOf(deliveryId) > 0) continue;
      this.#settled.remember(deliveryId);
      if (isNew) this.#count(integrationId, outcome);
    }
  }

  /** Targets of the deliveries that no commit of the workers has passed. */
  openTargets(committed: Committed): number {
    return this.#open.count(committed);
  }

  /** Forgets what is needed no more: open are only those that the workers have not committed. */
  forgetBefore(committed: number): void {
    this.#open.forgetBefore(committed);
  }

  /** What was counted since; it counts as stored from then on. */
  take(): Uncounted {
    const uncounted = {
      ...{ from: this.#from, to: this.#positions },
      ...{ figures: this.#counted, byIntegration: this.#byIntegration },
    };
    this.#from = this.#positions;
    this.#stored = sumOf(this.#stored, this.#counted);
    this.#counted = { ...NO_FIGURES };
    this.#byIntegration = new Map();
    return uncounted;
  }

  /** @returns whether it was not counted yet */
  #reach(topic: AccountedTopic, { offset }: Pick<KafkaRecord, 'offset'>): boolean {
    const next = Number(offset) + 1;
    if (next <= this.#positions[topic]) return false;
    this.#positions = { ...this.#positions, [topic]: next };
    return true;
  }

  #count(integrationId: string, counted: Counted): void {
    this.#counted[counted] += 1;
    const own = this.#byIntegration.get(integrationId) ?? { ...NO_FIGURES };
    own[counted] += 1;
    this.#byIntegration.set(integrationId, own);
  }
}

function targetsOf({ headers }: KafkaRecord): readonly { integrationId: string; deliveryId: string }[] {
  try {
    const { eventId, projectKey, targets } = decodeDeliveryHeaders(headers);
    return targets.map(({ integrationId }) => ({
      integrationId,
      deliveryId: deliveryIdOf(eventId, integrationId, projectKey),
    }));
  } catch (error) {
    if (error instanceof UnreadableRecordError) return [];
    throw error;
  }
}
