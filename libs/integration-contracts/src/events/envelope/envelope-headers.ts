import { count } from '../parse/read.ts';

/** Message headers as text. Names are compared without regard to case. */
export type EnvelopeHeaders = Readonly<Record<string, string | undefined>>;

/** What travels beside a payload. Members are absent where no header says them. */
export interface Accompaniment {
  /** Id that the publisher gave the event. */
  readonly eventId?: string;
  /** Time at which it happened (RFC 3339). */
  readonly occurredAt?: string;
  /** `X-Gitlab-Event`. */
  readonly gitlabEvent?: string;
  /** `X-Gitlab-Event-UUID`: the id that GitLab's recursion detection uses. */
  readonly gitlabEventUuid?: string;
  /** Where it happened: alerts and member events do not say it in full themselves. */
  readonly projectId?: number;
  readonly projectPath?: string;
  readonly groupPath?: string;
  /** What the distributed tracing extension of CloudEvents says; plain `traceparent` headers are the caller's to pass on. */
  readonly trace?: TraceContext;
}

export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

const HAS_UPPER_CASE = /[A-Z]/;

/** The same headers under lower-case names: Kafka tells `X-Gitlab-Event` from `x-gitlab-event`, publishers don't. */
export function lowerCased(headers: EnvelopeHeaders): EnvelopeHeaders {
  const names = Object.keys(headers);
  if (!names.some((name) => HAS_UPPER_CASE.test(name))) return headers;
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers[name]]));
}

/** Reads what Patchbay understands; the names must be in lower case. Blank values count as absent. */
export function accompaniment(headers: EnvelopeHeaders): Accompaniment {
  return withoutGaps({
    eventId: filled(headers['ce_id']) ?? filled(headers['event-id']),
    occurredAt: timestamp(headers['ce_time'] ?? headers['event-time']),
    gitlabEvent: filled(headers['x-gitlab-event']),
    gitlabEventUuid: filled(headers['x-gitlab-event-uuid']),
    projectId: count(headers['project-id']),
    projectPath: filled(headers['project-path']),
    groupPath: filled(headers['group-path']),
    // The header of the record itself, where there is one, was made later.
    trace:
      headers['traceparent'] === undefined
        ? traceContext(headers['ce_traceparent'], headers['ce_tracestate'])
        : undefined,
  });
}

/** W3C Trace Context in the attributes of a CloudEvent. */
export function traceContext(traceparent: unknown, tracestate: unknown): TraceContext | undefined {
  const parent = filled(traceparent);
  return parent === undefined
    ? undefined
    : { traceparent: parent, ...withoutGaps({ tracestate: filled(tracestate) }) };
}

/** The text without surrounding blanks; `undefined` when nothing is left. */
export function filled(value: unknown): string | undefined {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? undefined : trimmed;
}

/** The text when it is a time; an unreadable one is dropped, since an event without a time is still an event. */
export function timestamp(value: unknown): string | undefined {
  const time = filled(value);
  return time !== undefined && !Number.isNaN(Date.parse(time)) ? time : undefined;
}

/** Leaves out members that are `undefined`, so that spreading the rest overrides nothing with a gap. */
export function withoutGaps<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
