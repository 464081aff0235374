import { invalid } from '../classification.ts';
import type { InvalidEvent } from '../classification.ts';
import { filled, timestamp, traceContext, withoutGaps } from './envelope-headers.ts';
import type { EnvelopeHeaders, TraceContext } from './envelope-headers.ts';
import { locateMember } from './json-member.ts';
import type { JsonObject } from '../json.ts';
import { parseJsonObject } from '../parse/parse-json-object.ts';
import { text } from '../parse/read.ts';

/** The payload of a CloudEvent and what its envelope says. */
export interface OpenedCloudEvent {
  readonly kind: 'ok';
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly eventId?: string;
  readonly occurredAt?: string;
  readonly trace?: TraceContext;
}

const JSON_TYPE = 'application/json';
const REQUIRED = ['id', 'source', 'type'] as const;
const STRUCTURED_TYPE = /^application\/cloudevents\+json\s*(?:;|$)/i;
const ANY_CLOUDEVENTS_TYPE = /^application\/cloudevents/i;
// Envelope and payload together may nest a little deeper than a payload, which is checked by itself later.
const MAX_DEPTH = 128;

/** Checks the headers of a binary CloudEvents 1.0 message; `undefined` when they are in order. */
export function checkBinaryHeaders(headers: EnvelopeHeaders): InvalidEvent | undefined {
  if (headers['ce_specversion']?.startsWith('1.') !== true) {
    return unsupported('the header ce_specversion is not 1.x; send CloudEvents 1.0');
  }
  const missing = REQUIRED.map((name) => `ce_${name}`).filter((name) => filled(headers[name]) === undefined);
  if (missing.length > 0)
    return unsupported(`missing or empty header: ${missing.join(', ')}; CloudEvents 1.0 requires it`);
  return checkContentType(headers['content-type']);
}

/**
 * Opens a structured CloudEvents 1.0 message; `undefined` when the value is none. It is told by its content type, else by
 * its required attributes, since some bridges drop the header.
 */
export function openStructured(
  value: Uint8Array,
  contentType: string | undefined,
): OpenedCloudEvent | InvalidEvent | undefined {
  const isDeclared = contentType !== undefined && ANY_CLOUDEVENTS_TYPE.test(contentType);
  if (isDeclared && !STRUCTURED_TYPE.test(contentType)) {
    return unsupported(
      'only application/cloudevents+json is read: publish each event as its own record, in JSON',
    );
  }
  // A search of the bytes costs far less than a parse, and nearly all payloads end here.
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (!isDeclared && !bytes.includes('"specversion"')) return undefined;
  const parsed = parseJsonObject(value, MAX_DEPTH);
  if (parsed.kind === 'invalid') return isDeclared ? parsed : undefined;
  const event = parsed.value;
  const missing = ['specversion', ...REQUIRED].filter((name) => text(event[name]) === undefined);
  if (!isDeclared && (missing.length > 0 || event['object_kind'] !== undefined)) return undefined;
  if (missing.length > 0)
    return unsupported(`missing or empty attribute: ${missing.join(', ')}; CloudEvents 1.0 requires it`);
  return unpack(event, bytes);
}

function unpack(event: JsonObject, bytes: Buffer): OpenedCloudEvent | InvalidEvent {
  if (text(event['specversion'])?.startsWith('1.') !== true) {
    return unsupported('the attribute specversion is not 1.x; send CloudEvents 1.0');
  }
  const contentType = text(event['datacontenttype']);
  const refused = checkContentType(contentType);
  if (refused !== undefined) return refused;
  const body = dataOf(event, bytes);
  if (!(body instanceof Uint8Array)) return body;
  const said = withoutGaps({
    eventId: filled(event['id']),
    occurredAt: timestamp(event['time']),
    trace: traceContext(event['traceparent'], event['tracestate']),
  });
  return { kind: 'ok', body, contentType: contentType ?? JSON_TYPE, ...said };
}

function dataOf(event: JsonObject, bytes: Buffer): Uint8Array | InvalidEvent {
  const { data, data_base64: encoded } = event;
  // Some publishers print the payload first and wrap the text.
  if (typeof data === 'string' && data !== '') return Buffer.from(data);
  if (data !== undefined && data !== null && data !== '') return sliceOfData(bytes);
  if (typeof encoded !== 'string' || encoded === '') {
    return invalid(
      'empty_value',
      'the CloudEvent has neither data nor data_base64; put the payload into data',
    );
  }
  const decoded = Buffer.from(encoded, 'base64');
  // Node drops what is not base64 instead of refusing it, so the way back must lead to the same text.
  const isSound = decoded.toString('base64').replace(/={1,2}$/, '') === encoded.replace(/={1,2}$/, '');
  return isSound ? decoded : unsupported('data_base64 is not base64 text');
}

/** JSON's own characters are ASCII, so places in the Latin-1 reading of the bytes are places in the bytes. */
function sliceOfData(bytes: Buffer): Uint8Array {
  const span = locateMember(bytes.toString('latin1'), 'data');
  return bytes.subarray(span?.start, span?.end);
}

function checkContentType(contentType: string | undefined): InvalidEvent | undefined {
  if (contentType === undefined || /^[\w.+-]+\/(?:[\w.-]+\+)*json\s*(?:;|$)/i.test(contentType.trim()))
    return undefined;
  return unsupported('the content type of the data is not JSON; send the payload as application/json');
}

function unsupported(detail: string): InvalidEvent {
  return invalid('unsupported_cloudevent', detail);
}
