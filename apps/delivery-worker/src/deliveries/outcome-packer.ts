import { encodeOutcomes } from '@patchbay/integration-contracts';
import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';

export interface OutcomePackerOptions {
  readonly topic: string;
  readonly maxOutcomes: number;
  readonly maxAgeMs: number;
}

interface Pack {
  readonly outcomes: DeliveryOutcome[];
  readonly timer: NodeJS.Timeout;
  readonly settled: Promise<void>;
  readonly settle: (result: Promise<void>) => void;
}

/** Gathers outcomes by delivery partition and sends each pack when it is full or old enough. */
export class OutcomePacker {
  readonly #produce: (record: OutgoingRecord) => Promise<void>;
  readonly #options: OutcomePackerOptions;
  readonly #packs = new Map<number, Pack>();

  constructor(produce: (record: OutgoingRecord) => Promise<void>, options: OutcomePackerOptions) {
    this.#produce = produce;
    this.#options = options;
  }

  /** Resolves when Kafka has the pack that the outcome went into. */
  append(partition: number, outcome: DeliveryOutcome): Promise<void> {
    const pack = this.#packs.get(partition) ?? this.#open(partition);
    pack.outcomes.push(outcome);
    if (pack.outcomes.length >= this.#options.maxOutcomes) this.#seal(partition);
    return pack.settled;
  }

  #open(partition: number): Pack {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#seal(partition);
    }, this.#options.maxAgeMs);
    const pack = { outcomes: [], timer, settled: promise, settle: resolve };
    this.#packs.set(partition, pack);
    return pack;
  }

  #seal(partition: number): void {
    const pack = this.#packs.get(partition);
    if (pack === undefined) return;
    clearTimeout(pack.timer);
    this.#packs.delete(partition);
    const value = encodeOutcomes(pack.outcomes);
    pack.settle(this.#produce({ topic: this.#options.topic, partition, key: String(partition), value }));
  }
}
