/** What goes wrong on the wire instead of an answer. */
export const FAULTS = ['reset', 'hang', 'slow_body', 'endless_body'] as const;
export type Fault = (typeof FAULTS)[number];

/** An HTTP status, or a fault: connection reset, no answer at all, a body of a byte every 100 ms, a body without end. */
export type Answer = number | Fault;

/** How a path of the receiver treats its requests. All members are optional; `{}` answers 200 at once. */
export interface Behaviour {
  /** Given one after the other; the last one goes on for ever. `[503, 503, 200]` */
  readonly answers?: readonly Answer[];
  readonly delayMs?: number;
  /** Up to so much is added to the delay, drawn from the seeded generator. */
  readonly jitterMs?: number;
  /** Share of the requests, 0 to 1, that get `failStatus` instead of their answer. */
  readonly failRate?: number;
  /** 503 unless told. */
  readonly failStatus?: number;
  /** So often at most the same `Idempotency-Key` fails by `failRate`; without limit when absent. */
  readonly maxFailuresPerKey?: number;
  /** Makes jitter and failures repeatable. */
  readonly seed?: number;
  /** A redirect is a 3xx answer with `location` here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Answers with what was received, headers included, instead of a body of its own. */
  readonly isEchoing?: boolean;
}

/** What one request gets. */
export interface PlannedAnswer {
  readonly answer: Answer;
  readonly waitMs: number;
}
