import type { TraceSpan, Tracing } from '@patchbay/service-kit/tracing';

interface TracedRequest {
  readonly method: string;
  readonly url: string;
  readonly protocol: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** Begins the span of a request, in the caller's trace if it names one; `undefined` when tracing is off, and for probes. */
export function requestSpan(tracing: Tracing, request: TracedRequest): TraceSpan | undefined {
  if (!tracing.isOn) return undefined;
  const { method, url, protocol, headers } = request;
  const route = request.routeOptions.url;
  // Without a route, or outside the API: probes, scrapes, and whatever people try.
  if (route?.startsWith('/api/') !== true) return undefined;
  return tracing.start(
    {
      name: `${method} ${route}`,
      kind: 'server',
      attributes: {
        'http.request.method': method,
        'http.route': route,
        // Without the query, as in the log.
        'url.path': url.split('?', 1)[0] ?? '',
        'url.scheme': protocol,
      },
    },
    { traceparent: single(headers['traceparent']), tracestate: single(headers['tracestate']) },
  );
}

export function endRequestSpan(span: TraceSpan, status: number): void {
  span.set({ 'http.response.status_code': status });
  // What callers do wrong is no failure of a server.
  if (status >= 500) span.fail(String(status));
  span.end();
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
