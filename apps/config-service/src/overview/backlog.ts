/** What lies on Kafka at a moment, summed up over partitions. */
export interface BacklogMeasure {
  readonly at: Date;
  /** Records that were ever put on these topics: two measures tell how fast. */
  readonly events: number;
  readonly deliveries: number;
  /** Records that are there and not dealt with. */
  readonly lag: { readonly events: number; readonly deliveries: number };
  /** By the delay of the tier, shortest first. */
  readonly retries: readonly { readonly tier: string; readonly records: number }[];
  readonly deadLetters: number;
}

/** Measures what lies on Kafka. */
export abstract class Backlog {
  /** @throws AppError `kafka_unavailable` */
  abstract measure(): Promise<BacklogMeasure>;
}
