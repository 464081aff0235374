import { isUtf8 } from 'node:buffer';
import type { LoggedAnswer, LoggedRequest } from '@patchbay/integration-contracts';
import type { FullAttempt, LoggedAttempt } from './request-log.ts';

export type AttemptEntity = Readonly<Record<string, unknown>>;
type Transferred = Pick<LoggedAttempt, 'timings' | 'isConnectionReused' | 'remoteAddress'>;

/** A line of the request log as the API shows it. */
export function attemptSummary(attempt: LoggedAttempt): AttemptEntity {
  return {
    ...commonPart(attempt),
    request:
      attempt.request === undefined ? null : { method: attempt.request.method, url: attempt.request.url },
    response: attempt.response === undefined ? null : { status: attempt.response.status },
  };
}

/** The whole attempt. A body is shown as text where it is UTF-8, else in base64; `encoding` says which. */
export function attemptDetails(attempt: FullAttempt): AttemptEntity {
  const { request, response } = attempt;
  return {
    ...commonPart(attempt),
    expires_at: attempt.expiresAt.toISOString(),
    request:
      request === undefined ? null : { method: request.method, url: request.url, ...messagePart(request) },
    response: response === undefined ? null : { status: response.status, ...messagePart(response) },
  };
}

function commonPart(attempt: Omit<LoggedAttempt, 'request' | 'response'>): AttemptEntity {
  const { requested } = attempt;
  return {
    id: attempt.id,
    delivery_id: attempt.deliveryId,
    event_id: attempt.eventId,
    integration_id: attempt.integrationId,
    integration_name: attempt.name,
    project_key: attempt.projectKey,
    trigger: attempt.trigger,
    settings_revision: attempt.revision,
    attempt: attempt.attempt,
    step: attempt.step,
    outcome: attempt.outcome,
    reason: attempt.reason ?? null,
    error: attempt.error ?? null,
    retry_at: attempt.retryAt?.toISOString() ?? null,
    at: attempt.at.toISOString(),
    duration_ms: attempt.durationMs,
    trace_id: attempt.traceId ?? null,
    ...transferPart(attempt),
    requested: requested === undefined ? null : { id: requested.id, kind: requested.kind },
  };
}

/** What no phase was measured of, or was not reached, is null; a connection that was open already took no time to open. */
function transferPart({ timings, isConnectionReused, remoteAddress }: Transferred): AttemptEntity {
  const opening = isConnectionReused === true ? 0 : null;
  return {
    timings:
      timings === undefined
        ? null
        : {
            queue_ms: timings.queueMs,
            dns_ms: timings.dnsMs ?? opening,
            connect_ms: timings.connectMs ?? opening,
            tls_ms: timings.tlsMs ?? opening,
            first_byte_ms: timings.firstByteMs ?? null,
            total_ms: timings.totalMs,
          },
    remote_address: remoteAddress ?? null,
    connection_reused: isConnectionReused ?? null,
  };
}

/** Headers and body of a request or an answer. */
export function messagePart({ headers, body, isBodyCut }: LoggedRequest | LoggedAnswer): AttemptEntity {
  const bytes = Buffer.from(body);
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  return { headers, body: bytes.toString(encoding), encoding, is_body_cut: isBodyCut };
}
