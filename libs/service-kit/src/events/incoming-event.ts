import type { EventFacts } from '@patchbay/integration-contracts';
import type { TraceSpan } from '../tracing/index.ts';

/** An event as it is passed on: what routing knows about it, and its bytes. */
export interface IncomingEvent {
  readonly eventId: string;
  /** Epoch milliseconds: when it happened or, unknown, when it came in. */
  readonly eventAt: number;
  readonly facts: EventFacts;
  /** The payload, untouched; of a structured CloudEvent only its data. */
  readonly body: Buffer;
  /** Headers that its deliveries carry on. */
  readonly passThrough: Readonly<Record<string, string>>;
  /** What is done about its record; absent when tracing is off. */
  readonly span?: TraceSpan;
}
