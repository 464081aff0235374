export { createTracing } from './create-tracing.ts';
export type { TracingSettings } from './create-tracing.ts';
export { processSpan, sendOptions } from './messaging-spans.ts';
export { TRACE_HEADERS, traceIdOf } from './trace-headers.ts';
export type { TraceHeaders } from './trace-headers.ts';
export { TraceSpan } from './trace-span.ts';
export type { SpanOptions } from './trace-span.ts';
export { Tracing } from './tracing.ts';
