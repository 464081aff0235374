import { parseKeyPairsIntoRecord, setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { ConfigOf, tracingSettings } from '../config/index.ts';
import type { Logger } from '../logging/index.ts';
import { Tracing } from './tracing.ts';

export type TracingSettings = ConfigOf<typeof tracingSettings>;

const SEND_DELAY_MS = 1000;
const MAX_QUEUED_SPANS = 16_384;
const EXPORT_TIMEOUT_MS = 5000;
/** A collector that is away fails every second. */
const COMPLAINT_INTERVAL_MS = 60_000;

/**
 * Spans that go to the collector in batches, beside the work and never before it: what the collector does not take in time is
 * dropped. Nothing is registered globally and no library is patched.
 */
export function createTracing(service: string, config: TracingSettings, logger: Logger): Tracing {
  if (config.TRACING === 'off') return new Tracing();
  const exporter = new OTLPTraceExporter({
    url: `${config.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`,
    headers: parseKeyPairsIntoRecord(config.OTEL_EXPORTER_OTLP_HEADERS),
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'patchbay' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.TRACING_SAMPLE_RATIO) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: SEND_DELAY_MS,
        maxQueueSize: MAX_QUEUED_SPANS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  reportFailures(logger);
  return new Tracing(provider.getTracer('patchbay'), () => provider.shutdown());
}

function reportFailures(logger: Logger): void {
  let quietUntil = 0;
  setGlobalErrorHandler((error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + COMPLAINT_INTERVAL_MS;
    const reason = typeof error === 'string' ? error : error.message;
    logger.warn({ reason }, 'the collector takes no spans; is OTEL_EXPORTER_OTLP_ENDPOINT right?');
  });
}
