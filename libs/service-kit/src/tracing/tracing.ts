import type { Tracer } from '@opentelemetry/api';
import { TraceSpan } from './trace-span.ts';
import type { SpanOptions } from './trace-span.ts';
import type { TraceHeaders } from './trace-headers.ts';

/** Makes spans, or none: without a tracer every question after one ends at `undefined`. */
export class Tracing {
  readonly #tracer: Tracer | undefined;
  readonly #flush: () => Promise<void>;

  /** @param flush sends what has not been sent, and ends */
  constructor(tracer?: Tracer, flush: () => Promise<void> = () => Promise.resolve()) {
    this.#tracer = tracer;
    this.#flush = flush;
  }

  /** To be asked before attributes are put together: nothing may be spent on spans that nobody wants. */
  get isOn(): boolean {
    return this.#tracer !== undefined;
  }

  /** @param parent the headers that a request or record came with */
  start(options: SpanOptions, parent: TraceHeaders = {}): TraceSpan | undefined {
    return this.#tracer === undefined ? undefined : TraceSpan.start(this.#tracer, options, parent);
  }

  close(): Promise<void> {
    return this.#flush();
  }
}
