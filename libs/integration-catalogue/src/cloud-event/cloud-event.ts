import type { EventView, IntegrationEvent, JsonObject } from '@patchbay/integration-contracts';
import { timeOf } from '../chat/wording.ts';

/** Context attributes of CloudEvents 1.0. */
export interface CloudEventAttributes {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
}

/** Attributes must not hold them. */
const CONTROL = /[\0-\x1f\x7f-\x9f]/g;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Where payloads say when it happened; only pushes and a few others do not. */
const ATTRIBUTE_TIMES = ['finished_at', 'updated_at', 'started_at'] as const;
const PAYLOAD_TIMES = ['status_changed_at', 'build_finished_at', 'build_started_at', 'updated_at'] as const;

/** Derived from the event alone, so that sending it again makes the same one. */
export function attributesOf(event: IntegrationEvent): CloudEventAttributes {
  const subject = subjectOf(event.view)?.toWellFormed().replace(CONTROL, '').trim();
  const time = occurredAt(event.payload);
  return {
    specversion: '1.0',
    id: event.id,
    source: sourceOf(event),
    type: `com.gitlab.${event.trigger}`,
    ...(subject !== undefined && subject !== '' && { subject }),
    ...(time !== undefined && { time: time.toISOString() }),
    datacontenttype: 'application/json',
  };
}

/** Structured mode: the payload's own bytes inside the envelope, since parsing would lose large numbers. */
export function structuredBody(attributes: CloudEventAttributes, body: Uint8Array): Uint8Array {
  const head = JSON.stringify(attributes).slice(0, -1);
  const hasMark = BYTE_ORDER_MARK.equals(body.subarray(0, 3));
  return Buffer.concat([Buffer.from(`${head},"data":`), hasMark ? body.subarray(3) : body, Buffer.from('}')]);
}

/** Binary mode: attributes as headers. Source: CloudEvents, HTTP protocol binding, §3.1.3. */
export function attributeHeaders({
  datacontenttype: _,
  ...attributes
}: CloudEventAttributes): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]: [string, string]) => [`ce-${name}`, headerValue(value)]),
  );
}

/** Percent-encodes blanks, quotes, percent signs, and all that is no printable ASCII. */
function headerValue(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]+/g, (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** The project, else the group, as a URI reference. */
function sourceOf({ view, facts }: IntegrationEvent): string {
  const url = URL.parse(view.project?.url ?? '');
  if (url !== null) return url.href;
  const path = facts.projectPath ?? facts.groupPath ?? '';
  return `/${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;
}

/** What in the project it is about: `issues/117`, `refs/heads/main`. */
function subjectOf(view: EventView): string | undefined {
  const named = (kind: string, name: string | number | undefined) =>
    name === undefined ? undefined : `${kind}/${name}`;
  switch (view.trigger) {
    case 'push':
    case 'commit':
    case 'tag_push':
      return named(view.isTag ? 'refs/tags' : 'refs/heads', view.ref);
    case 'merge_request':
      return named('merge_requests', view.iid);
    case 'issue':
    case 'confidential_issue':
    case 'incident':
    case 'work_item':
    case 'confidential_work_item':
      return named('issues', view.iid);
    case 'comment':
    case 'confidential_note':
      return named('notes', view.id);
    case 'pipeline':
      return named('pipelines', view.id);
    case 'job':
      return named('jobs', view.id);
    case 'deployment':
      return named('deployments', view.id);
    case 'release':
      return named('releases', view.tag);
    case 'wiki_page':
      return named('wikis', view.slug);
    default:
      return 'title' in view ? view.title : undefined;
  }
}

function occurredAt(payload: JsonObject): Date | undefined {
  const attributes = payload['object_attributes'];
  const isObject = typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes);
  const inner = isObject ? (attributes as JsonObject) : {};
  const said = [...ATTRIBUTE_TIMES.map((name) => inner[name]), ...PAYLOAD_TIMES.map((name) => payload[name])];
  return said
    .map((value) => (typeof value === 'string' ? timeOf(value) : undefined))
    .find((time) => time !== undefined);
}
