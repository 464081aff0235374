import { z } from 'zod';
import type { Trigger } from '../events/index.ts';
import { isTrigger } from '../events/index.ts';
import { SealedBoxSchema } from './settings-revision.ts';
import type { SealedBox } from './settings-revision.ts';

/** An integration that an event goes to, with the settings revision that held when it was dispatched. */
export interface DeliveryTarget {
  readonly integrationId: string;
  readonly revision: number;
}

/** Where a delivery stands after its first attempt. Times are epoch milliseconds. */
export interface RetryState {
  /** Attempts that were made. */
  readonly attempts: number;
  readonly firstAttemptAt: number;
  readonly notBefore: number;
  /** The outcome that led here, for people: `http_503`. */
  readonly lastOutcome: string;
  /** Index of the first request of the plan that has not succeeded yet. */
  readonly step: number;
  /** How often it was put off without an attempt: no slot, breaker open. */
  readonly parks: number;
}

/**
 * What is asked for: to try settings out, to send once more, to send what was not sent at the time, or to tell operators of a change
 * of health.
 */
export const REQUEST_KINDS = ['test', 'resend', 'replay', 'recover', 'notify'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Why a delivery is made that no event led to just now. */
export interface DeliveryRequest {
  /** Of the test, resend, replay or recovery: what its attempts are found by in the request log. */
  readonly id: string;
  readonly kind: RequestKind;
  /** Settings in place of those that are stored, to try them out or to notify by; `sealed` is bound to the id of the target. */
  readonly trial?: { readonly name: string; readonly sealed: SealedBox };
  /** Sends what the definition has for a test, and not the event. */
  readonly isProbe?: boolean;
}

/** The headers of a record on `integration.deliveries`, a retry topic or the dead topic. The value is the event's bytes, untouched. */
export interface DeliveryHeaders {
  readonly eventId: string;
  readonly trigger: Trigger;
  /** The project's id or, without one, its group path; empty for neither. */
  readonly projectKey: string;
  /** When the event happened or, unknown, when it came in. */
  readonly eventAt: number;
  readonly targets: readonly DeliveryTarget[];
  readonly retry?: RetryState;
  /** Absent where an event led to the delivery. */
  readonly request?: DeliveryRequest;
  /** Carried through untouched: the trace, GitLab's ids, and what the publisher said beside a payload that lacks it. */
  readonly passThrough: Readonly<Record<string, string>>;
}

export type KafkaHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** More targets than this go to further records. */
export const MAX_TARGETS = 64;
const VERSION = '1';
const PASS_THROUGH = [
  'traceparent',
  'tracestate',
  'x-gitlab-event',
  'x-gitlab-event-uuid',
  'project-id',
  'project-path',
  'group-path',
] as const;

/** A record that can't be read as a delivery; the message says which header is wrong. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}

export function headerText(headers: KafkaHeaders, name: string): string | undefined {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : first?.toString();
}

export function encodeDeliveryHeaders(delivery: DeliveryHeaders): Record<string, string> {
  const headers: Record<string, string> = {
    ...delivery.passThrough,
    version: VERSION,
    'event-id': delivery.eventId,
    trigger: delivery.trigger,
    'project-key': delivery.projectKey,
    'event-at': String(delivery.eventAt),
    targets: JSON.stringify(delivery.targets.map(({ integrationId, revision }) => [integrationId, revision])),
  };
  if (delivery.retry !== undefined) headers['retry'] = JSON.stringify(delivery.retry);
  if (delivery.request !== undefined) headers['request'] = JSON.stringify(delivery.request);
  return headers;
}

/** @throws UnreadableRecordError when a header is missing, malformed or of another version. */
export function decodeDeliveryHeaders(headers: KafkaHeaders): DeliveryHeaders {
  const version = headerText(headers, 'version');
  if (version !== VERSION)
    throw new UnreadableRecordError(`header version is ${version ?? 'missing'}, expected ${VERSION}`);
  const trigger = required(headers, 'trigger');
  if (!isTrigger(trigger))
    throw new UnreadableRecordError(`header trigger names no known trigger: ${trigger}`);
  const retry = headerText(headers, 'retry');
  const request = headerText(headers, 'request');
  return {
    eventId: required(headers, 'event-id'),
    trigger,
    projectKey: headerText(headers, 'project-key') ?? '',
    eventAt: asNumber(headers, 'event-at'),
    targets: asTargets(required(headers, 'targets')),
    passThrough: passThroughOf(headers),
    ...(retry === undefined ? {} : { retry: asRetry(retry) }),
    ...(request === undefined ? {} : { request: asRequest(request) }),
  };
}

/** The headers that travel from the event to its deliveries as they are. */
export function passThroughOf(headers: KafkaHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of PASS_THROUGH) {
    const value = headerText(headers, name);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function required(headers: KafkaHeaders, name: string): string {
  const value = headerText(headers, name);
  if (value === undefined || value === '') throw new UnreadableRecordError(`header ${name} is missing`);
  return value;
}

function asNumber(headers: KafkaHeaders, name: string): number {
  const value = Number(required(headers, name));
  if (!Number.isFinite(value)) throw new UnreadableRecordError(`header ${name} is not a number`);
  return value;
}

function parseHeader(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableRecordError(`header ${name} is not JSON`, { cause });
  }
}

function asTargets(text: string): DeliveryTarget[] {
  const parsed = parseHeader('targets', text);
  if (!Array.isArray(parsed) || parsed.length === 0 || parsed.length > MAX_TARGETS) {
    throw new UnreadableRecordError(`header targets must list 1 to ${MAX_TARGETS} integrations`);
  }
  return parsed.map((entry: unknown) => {
    const [integrationId, revision] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof integrationId !== 'string' || typeof revision !== 'number') {
      throw new UnreadableRecordError('header targets must hold [integration id, revision] pairs');
    }
    return { integrationId, revision };
  });
}

const RETRY_NUMBERS = ['attempts', 'firstAttemptAt', 'notBefore', 'step', 'parks'] as const;

function asRetry(text: string): RetryState {
  const parsed = parseHeader('retry', text) as Partial<Record<string, unknown>> | null;
  const isComplete =
    RETRY_NUMBERS.every((name) => Number.isFinite(parsed?.[name])) &&
    typeof parsed?.['lastOutcome'] === 'string';
  if (!isComplete)
    throw new UnreadableRecordError(`header retry needs ${RETRY_NUMBERS.join(', ')} and lastOutcome`);
  return parsed as unknown as RetryState;
}

const RequestSchema = z.object({
  id: z.string().min(1),
  kind: z.enum(REQUEST_KINDS),
  trial: z.object({ name: z.string(), sealed: SealedBoxSchema }).exactOptional(),
  isProbe: z.boolean().exactOptional(),
});

function asRequest(text: string): DeliveryRequest {
  const parsed = RequestSchema.safeParse(parseHeader('request', text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnreadableRecordError(`header request: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
