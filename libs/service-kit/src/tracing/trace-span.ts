import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { TraceState, parseTraceParent } from '@opentelemetry/core';
import type { TraceHeaders } from './trace-headers.ts';

export interface SpanOptions {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer';
  /** Named by OpenTelemetry's semantic conventions. Whoever gives them sees to it that no secret is in them. */
  readonly attributes: Attributes;
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** A piece of work in a trace. Its children are begun from it, so that no context has to follow the calls. */
export class TraceSpan {
  readonly #tracer: Tracer;
  readonly #span: Span;

  private constructor(tracer: Tracer, span: Span) {
    this.#tracer = tracer;
    this.#span = span;
  }

  /** Begins a trace, or goes on with the one that the headers name. */
  static start(tracer: Tracer, options: SpanOptions, parent: TraceHeaders): TraceSpan {
    return TraceSpan.#startIn(tracer, options, contextOf(parent));
  }

  static #startIn(tracer: Tracer, { name, kind, attributes }: SpanOptions, context: Context): TraceSpan {
    return new TraceSpan(tracer, tracer.startSpan(name, { kind: KINDS[kind], attributes }, context));
  }

  child(options: SpanOptions): TraceSpan {
    return TraceSpan.#startIn(this.#tracer, options, trace.setSpan(ROOT_CONTEXT, this.#span));
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  /** What carries this span on to whoever works for it. */
  get headers(): { readonly traceparent: string; readonly tracestate?: string } {
    const { traceId, spanId, traceFlags, traceState } = this.#span.spanContext();
    const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
    const tracestate = traceState?.serialize() ?? '';
    return tracestate === '' ? { traceparent } : { traceparent, tracestate };
  }

  /** What log lines are found by. */
  get logFields(): { readonly trace_id: string; readonly span_id: string } {
    const { traceId, spanId } = this.#span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  /** @param type of few values: a code, a status; texts may hold what nobody should see */
  fail(type: string): void {
    this.#span.setAttribute('error.type', type);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.#span.end();
  }
}

function contextOf({ traceparent, tracestate }: TraceHeaders): Context {
  const parent = traceparent === undefined ? null : parseTraceParent(traceparent);
  if (parent === null) return ROOT_CONTEXT;
  const state = tracestate === undefined ? {} : { traceState: new TraceState(tracestate) };
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, ...state, isRemote: true });
}
