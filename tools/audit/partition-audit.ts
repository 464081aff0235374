import {
  UnreadableRecordError,
  decodeDeliveryHeaders,
  decodeOutcomes,
  deliveryIdOf,
} from '@patchbay/integration-contracts';
import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { IdTable } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';

/** What is known of a delivery, as bits of its mark. */
const ACCEPTED = 1;
const PENDING = 2;
const DEAD = 4;
const LETTER = 8;
/** Final outcomes, up to three, are counted above these. */
const ONE_END = 16;
const MAX_ENDS = 3;

export interface AuditCounts {
  /** Deliveries that the dispatcher made, each counted once. */
  readonly accepted: number;
  readonly delivered: number;
  readonly dead: number;
  readonly ignored: number;
  /** Without a final outcome, and still on their way. */
  readonly pending: number;
  /** Without a final outcome, and nowhere to be found. */
  readonly missing: number;
  /** Records of deliveries that were there already. */
  readonly acceptedAgain: number;
  /** Final outcomes of deliveries that had one already. */
  readonly settledAgain: number;
  /** Dead, with no letter on the dead topic: it may have been deleted. */
  readonly withoutLetter: number;
  /** Records and packs that could not be read. */
  readonly unreadable: number;
}

type Counts = { -readonly [Name in keyof AuditCounts]: number };

/**
 * Adds up what the topics say of the deliveries of some partitions. What was accepted has to be read first; the order of the rest does
 * not matter. What people asked for is left out, since it was accepted before.
 */
export class PartitionAudit {
  readonly #ids = new IdTable();
  readonly #counts: Counts = {
    ...{ accepted: 0, delivered: 0, dead: 0, ignored: 0, pending: 0, missing: 0 },
    ...{ acceptedAgain: 0, settledAgain: 0, withoutLetter: 0, unreadable: 0 },
  };

  get bytes(): number {
    return this.#ids.bytes;
  }

  /** @param isOpen whether no commit has passed it yet */
  accept(record: KafkaRecord, isOpen: boolean): void {
    for (const id of this.#idsOf(record)) {
      const known = this.#ids.get(id);
      if (known === 0) this.#counts.accepted += 1;
      else this.#counts.acceptedAgain += 1;
      this.#ids.set(id, known | ACCEPTED | (isOpen ? PENDING : 0));
    }
  }

  /** A record of a retry topic. @param isOpen whether no commit has passed it yet */
  carry(record: KafkaRecord, isOpen: boolean): void {
    if (isOpen) for (const id of this.#idsOf(record)) this.#add(id, PENDING);
  }

  /** A record of the dead topic. */
  bury(record: KafkaRecord): void {
    for (const id of this.#idsOf(record)) this.#add(id, LETTER);
  }

  /** A pack of results. */
  settle({ value }: KafkaRecord): void {
    try {
      for (const outcome of decodeOutcomes(value ?? Buffer.alloc(0))) this.#end(outcome);
    } catch {
      this.#counts.unreadable += 1;
    }
  }

  /** @param maxMissing how many of the missing ids are named */
  close(maxMissing: number): { readonly counts: AuditCounts; readonly missing: readonly string[] } {
    const missing: string[] = [];
    const counts = this.#counts;
    for (const [id, mark] of this.#ids.entries()) {
      if ((mark & DEAD) !== 0 && (mark & LETTER) === 0) counts.withoutLetter += 1;
      if (mark >= ONE_END) continue;
      if ((mark & PENDING) !== 0) counts.pending += 1;
      else {
        counts.missing += 1;
        if (missing.length < maxMissing) missing.push(id);
      }
    }
    return { counts: { ...counts }, missing };
  }

  #end({ deliveryId, outcome, requestId }: DeliveryOutcome): void {
    if (requestId !== undefined || outcome === 'retrying' || outcome === 'parked') return;
    const mark = this.#ids.get(deliveryId);
    if (mark === 0) return;
    const ends = Math.floor(mark / ONE_END);
    if (ends > 0) this.#counts.settledAgain += 1;
    else this.#counts[outcome] += 1;
    const more = ends < MAX_ENDS ? ONE_END : 0;
    this.#ids.set(deliveryId, (mark + more) | (outcome === 'dead' && ends === 0 ? DEAD : 0));
  }

  #add(id: string, bit: number): void {
    const mark = this.#ids.get(id);
    if (mark !== 0) this.#ids.set(id, mark | bit);
  }

  #idsOf({ headers }: KafkaRecord): readonly string[] {
    try {
      const { eventId, projectKey, targets, request } = decodeDeliveryHeaders(headers);
      if (request !== undefined) return [];
      return targets.map(({ integrationId }) => deliveryIdOf(eventId, integrationId, projectKey));
    } catch (error) {
      if (!(error instanceof UnreadableRecordError)) throw error;
      this.#counts.unreadable += 1;
      return [];
    }
  }
}

/** The sum of all partitions. */
export function sumOf(all: readonly AuditCounts[]): AuditCounts {
  const sum = { ...new PartitionAudit().close(0).counts } as Counts;
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof AuditCounts)[]) sum[name] += counts[name];
  return sum;
}
