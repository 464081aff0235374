import { MASK, json, post } from '@patchbay/integration-contracts';
import { outgoingCall } from '@patchbay/service-kit/outbound';
import type { RequestIdentity } from '@patchbay/service-kit/outbound';
import { TraceSpan } from '@patchbay/service-kit/tracing';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { aDelivery } from '../testing/a-delivery.ts';
import { answered } from '../testing/an-exchange.ts';
import { SECRET, anIntegration } from '../testing/an-integration.ts';
import { DeliveryJob } from './delivery-job.ts';
import { endRequestSpan, requestSpan, tracedCall } from './request-span.ts';

const exporter = new InMemorySpanExporter();
const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer(
  'test',
);
const identity: RequestIdentity = {
  ...{ idempotencyKey: 'k', eventId: 'e', trigger: 'push', requestId: 'r', at: 0 },
  ...{ eventUuid: undefined, instanceUrl: undefined },
};
const call = outgoingCall(post(`https://receiver.example.com/${SECRET}`, json({})), identity);

describe('the span of a request', () => {
  const plain = aDelivery();
  const integration = anIntegration({ plan: () => [] });

  it('is none where the record has none', () => {
    expect(requestSpan(call, plain, integration)).toBeUndefined();
  });

  it('shows no more of the address than the log, and gives the receiver the trace without its state', () => {
    const parent = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate: 'vendor=secret' };
    const record = TraceSpan.start(tracer, { name: 'process', kind: 'consumer', attributes: {} }, parent);
    const job = new DeliveryJob({ ...plain.job.record, span: record }, plain.job.headers);
    const span = requestSpan(call, { ...plain, job }, integration);
    if (span === undefined) throw new Error('the record has a span, and the request none');
    expect(tracedCall(call, span).headers).toEqual({
      ...call.headers,
      traceparent: span.headers.traceparent,
    });
    endRequestSpan(span, answered(503));
    const [ended] = exporter.getFinishedSpans();
    expect(ended?.attributes).toMatchObject({
      'url.full': `https://receiver.example.com/${MASK}`,
      'http.response.status_code': 503,
      'error.type': '503',
    });
    expect(JSON.stringify(ended?.attributes)).not.toContain(SECRET);
    expect(job.traceId).toBe('a'.repeat(32));
  });
});
