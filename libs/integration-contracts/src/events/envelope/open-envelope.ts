import { invalid } from '../classification.ts';
import type { InvalidEvent } from '../classification.ts';
import { checkBinaryHeaders, openStructured } from './cloudevent.ts';
import { accompaniment, lowerCased } from './envelope-headers.ts';
import type { Accompaniment, EnvelopeHeaders } from './envelope-headers.ts';

/** An opened record: the GitLab payload and what travelled beside it. Serves as the hint of `parseEvent`. */
export interface OpenedEnvelope extends Accompaniment {
  readonly kind: 'ok';
  /** The GitLab payload, byte for byte. */
  readonly body: Uint8Array;
  /** Media type of the payload; `application/json` when nobody said. */
  readonly contentType: string;
}

const JSON_TYPE = 'application/json';

/**
 * Takes a record of `gitlab.events` apart: a payload as GitLab sends it, or a CloudEvents 1.0 message around one, binary
 * (`ce_*` headers) or structured. Never throws. Other headers, such as those of tracing, are the caller's to pass on.
 */
export function openEnvelope(
  value: Uint8Array | null,
  headers: EnvelopeHeaders,
): OpenedEnvelope | InvalidEvent {
  if (value === null || value.length === 0) {
    return invalid('empty_value', 'the record has no value; send the payload as GitLab does');
  }
  const known = lowerCased(headers);
  const beside = accompaniment(known);
  const contentType = known['content-type'];
  if (known['ce_specversion'] !== undefined) {
    return (
      checkBinaryHeaders(known) ?? {
        kind: 'ok',
        body: value,
        contentType: contentType ?? JSON_TYPE,
        ...beside,
      }
    );
  }
  const structured = openStructured(value, contentType);
  if (structured === undefined)
    return { kind: 'ok', body: value, contentType: contentType ?? JSON_TYPE, ...beside };
  // What the event says about itself counts more than headers, which a bridge may have added.
  if (structured.kind === 'invalid') return structured;
  const opened = { ...beside, ...structured };
  // A header of the record was made later, by who sent it on.
  if (known['traceparent'] !== undefined) delete opened.trace;
  return opened;
}
