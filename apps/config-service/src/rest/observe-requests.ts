import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@patchbay/service-kit/logging';
import { Registry, metricsOf } from '@patchbay/service-kit/metrics';
import { LOGGER } from '@patchbay/service-kit/service';
import { configServiceMetrics } from '../metric-declarations.ts';
import { endRequestSpan, requestSpan } from './request-span.ts';
import { Tracing } from '@patchbay/service-kit/tracing';
import type { TraceSpan } from '@patchbay/service-kit/tracing';
import type { ServiceRequest } from './service-request.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;
/** Probes and scrapes come every few seconds and say nothing. */
const UNLOGGED: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Gives every request an id (the caller's own, where it is a sane one), a log line and a place in the duration histogram. */
export function observeRequests(app: NestFastifyApplication): void {
  const logger = app.get<Logger>(LOGGER);
  const durations = metricsOf(app.get(Registry)).histogram(configServiceMetrics.requestDuration);
  const tracing = app.get(Tracing);
  const spans = new WeakMap<object, TraceSpan>();
  const server = app.getHttpAdapter().getInstance();
  server.setGenReqId(({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  });
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    const span = requestSpan(tracing, request);
    if (span !== undefined) spans.set(request, span);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    // A path outside the routes is no label: anybody could make up any number of them.
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    durations.labels(request.method, route, String(reply.statusCode)).observe(seconds);
    const span = spans.get(request);
    if (!UNLOGGED.has(route)) {
      const line = lineOf(request as unknown as ServiceRequest, reply);
      logger.info({ ...line, ...span?.logFields }, 'answered');
    }
    if (span !== undefined) endRequestSpan(span, reply.statusCode);
    done();
  });
}

function lineOf(
  { id, method, url, principal, ip }: ServiceRequest,
  { statusCode, elapsedTime }: { statusCode: number; elapsedTime: number },
): Record<string, unknown> {
  return {
    requestId: id,
    method,
    path: url.split('?', 1)[0],
    status: statusCode,
    durationMs: Math.round(elapsedTime),
    tokenName: principal?.name,
    remoteAddress: ip,
  };
}
