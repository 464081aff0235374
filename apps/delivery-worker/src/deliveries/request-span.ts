import { isHttp } from '@patchbay/service-kit/outbound';
import type { Exchange, OutgoingCall } from '@patchbay/service-kit/outbound';
import type { TraceSpan } from '@patchbay/service-kit/tracing';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';
import type { Delivery } from './delivery-job.ts';

/** Begins the span of one request; `undefined` when tracing is off. What it shows of the address is what the log shows. */
export function requestSpan(
  call: OutgoingCall,
  { job, id, target }: Delivery,
  { name, mask }: OpenedIntegration,
): TraceSpan | undefined {
  const { method, url, shownUrl } = call;
  return job.record.span?.child({
    name: method,
    kind: 'client',
    attributes: {
      ...(isHttp(call)
        ? { 'http.request.method': method, 'url.full': mask.text(shownUrl ?? url.href) }
        : { 'network.protocol.name': method.toLowerCase() }),
      // A host can be the secret: a masked address shows as much of it as may be seen.
      ...(shownUrl === undefined && { 'server.address': mask.text(url.hostname) }),
      ...(shownUrl === undefined && url.port !== '' && { 'server.port': Number(url.port) }),
      ...(job.headers.retry !== undefined && { 'http.request.resend_count': job.headers.retry.attempts }),
      'patchbay.delivery.id': id,
      'patchbay.event.id': job.headers.eventId,
      'patchbay.integration.id': target.integrationId,
      'patchbay.integration.name': name,
    },
  });
}

export function endRequestSpan(span: TraceSpan, { answer, failure }: Exchange): void {
  if (answer !== undefined) span.set({ 'http.response.status_code': answer.status });
  if (failure !== undefined) span.fail(failure.code);
  else if (answer !== undefined && answer.status >= 400) span.fail(String(answer.status));
  span.end();
}

/** The call as a receiver gets it that may know of the trace; `tracestate` may hold what others keep there, and stays inside. */
export function tracedCall(call: OutgoingCall, span: TraceSpan): OutgoingCall {
  if (!isHttp(call)) return call;
  return { ...call, headers: { ...call.headers, traceparent: span.headers.traceparent } };
}
