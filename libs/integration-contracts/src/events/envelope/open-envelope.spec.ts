import fc from 'fast-check';
import { parseEvent } from '../parse/parse-event.ts';
import { SAMPLES } from '../samples.ts';
import { locateMember } from './json-member.ts';
import { openEnvelope } from './open-envelope.ts';

const BODY = Buffer.from(`  ${JSON.stringify(SAMPLES.push, null, 1)}\n`);
const BINARY = { ce_specversion: '1.0', ce_id: 'e-1', ce_source: '/gitlab', ce_type: 'com.example.push' };
const STRUCTURED = { specversion: '1.0', id: 'e-1', source: '/gitlab', type: 'com.example.push' };
const STRUCTURED_TYPE = { 'content-type': 'application/cloudevents+json; charset=utf-8' };

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

describe('a plain record', () => {
  it('is passed on untouched, with what its headers say', () => {
    const opened = openEnvelope(BODY, {
      'event-id': ' e-1 ',
      'X-Gitlab-Event': 'Push Hook',
      'X-Gitlab-Event-UUID': 'u-1',
      'project-id': '1042',
      'project-path': 'acme/rockets/engine',
      'group-path': 'acme/rockets',
      traceparent: '00-1-2-01',
    });
    expect(opened).toEqual({
      kind: 'ok',
      body: BODY,
      contentType: 'application/json',
      eventId: 'e-1',
      gitlabEvent: 'Push Hook',
      gitlabEventUuid: 'u-1',
      projectId: 1042,
      projectPath: 'acme/rockets/engine',
      groupPath: 'acme/rockets',
    });
  });

  it('has no members for headers that are absent, blank or nonsense', () => {
    const opened = openEnvelope(BODY, { 'event-id': ' ', 'project-id': 'many', 'event-time': 'soon' });
    expect(opened).toEqual({ kind: 'ok', body: BODY, contentType: 'application/json' });
  });

  it.each([[null], [new Uint8Array()]])('without a value is refused', (value) => {
    expect(openEnvelope(value, {})).toMatchObject({ kind: 'invalid', reason: 'empty_value' });
  });

  it('stays a plain one when it only mentions specversion', () => {
    const body = bytes({ object_kind: 'push', ...STRUCTURED, data: {} });
    expect(openEnvelope(body, {})).toMatchObject({ kind: 'ok', body });
    const broken = Buffer.from('{"specversion"');
    expect(openEnvelope(broken, {})).toMatchObject({ kind: 'ok', body: broken });
  });
});

describe('a binary CloudEvent', () => {
  it('gives its id and time, and its value untouched', () => {
    const opened = openEnvelope(BODY, { ...BINARY, ce_time: '2026-03-17T09:00:00Z', 'event-id': 'other' });
    expect(opened).toMatchObject({
      kind: 'ok',
      body: BODY,
      eventId: 'e-1',
      occurredAt: '2026-03-17T09:00:00Z',
    });
  });

  it.each([
    [{ ce_specversion: '0.3' }, 'ce_specversion is not 1.x'],
    [{ ce_id: '', ce_type: undefined }, 'missing or empty header: ce_id, ce_type'],
    [{ 'content-type': 'application/xml' }, 'not JSON'],
  ])('with %j is refused', (headers, part) => {
    const opened = openEnvelope(BODY, { ...BINARY, ...headers });
    expect(opened).toMatchObject({ kind: 'invalid', reason: 'unsupported_cloudevent' });
    expect(opened).toHaveProperty('detail', expect.stringContaining(part));
  });
});

describe('a structured CloudEvent', () => {
  it('gives the bytes of its data exactly as they stand in it', () => {
    const data = '{ "object_kind" : "push",\n "é":"\\u00e9 }", "n":1.0e2, "data":[1] }';
    const value = Buffer.from(
      `{"id":"e-1","data": {},"source":"s","type":"t","specversion":"1.0", "data" : ${data} }`,
    );
    const opened = openEnvelope(value, STRUCTURED_TYPE);
    if (opened.kind !== 'ok') throw new Error(opened.detail);
    expect(Buffer.from(opened.body).toString()).toBe(data);
    expect(opened).toMatchObject({ eventId: 'e-1', contentType: 'application/json' });
  });

  it.each([
    ['data as an object', { data: SAMPLES.push }],
    ['data as a text', { data: JSON.stringify(SAMPLES.push) }],
    ['data_base64', { data_base64: bytes(SAMPLES.push).toString('base64') }],
  ])('is opened with %s, with or without its content type', (_form, data) => {
    for (const headers of [STRUCTURED_TYPE, {}]) {
      const opened = openEnvelope(bytes({ ...STRUCTURED, time: '2026-03-17T09:00:00Z', ...data }), headers);
      if (opened.kind !== 'ok') throw new Error(opened.detail);
      expect(opened).toMatchObject({ eventId: 'e-1', occurredAt: '2026-03-17T09:00:00Z' });
      expect(parseEvent(opened.body, opened)).toMatchObject({
        kind: 'event',
        event: { facts: { projectId: 1042 } },
      });
    }
  });

  it.each([
    ['empty_value', { ...STRUCTURED }, 'neither data nor data_base64'],
    ['unsupported_cloudevent', { ...STRUCTURED, specversion: '2.0', data: {} }, 'specversion is not 1.x'],
    [
      'unsupported_cloudevent',
      { specversion: '1.0', data: {} },
      'missing or empty attribute: id, source, type',
    ],
    ['unsupported_cloudevent', { ...STRUCTURED, datacontenttype: 'text/xml', data: '<a/>' }, 'not JSON'],
    ['unsupported_cloudevent', { ...STRUCTURED, data_base64: 'a*b' }, 'not base64'],
    ['not_an_object', [], 'found an array'],
  ])('is refused with %s: %j', (reason, value, part) => {
    const opened = openEnvelope(bytes(value), STRUCTURED_TYPE);
    expect(opened).toMatchObject({ kind: 'invalid', reason });
    expect(opened).toHaveProperty('detail', expect.stringContaining(part));
  });

  it('is refused as a batch', () => {
    const opened = openEnvelope(bytes([]), { 'content-type': 'application/cloudevents-batch+json' });
    expect(opened).toHaveProperty('detail', expect.stringContaining('each event as its own record'));
  });
});

describe('any record at all', () => {
  it('is opened or refused, never thrown at', () => {
    const names = fc.constantFrom(
      'ce_specversion',
      'ce_id',
      'content-type',
      'event-id',
      'CE_TYPE',
      '__proto__',
    );
    const texts = fc.constantFrom(
      '1.0',
      '',
      'application/cloudevents+json',
      'application/json',
      'x',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => Buffer.from(text)),
          fc.uint8Array(),
        ),
        fc.dictionary(names, texts),
        (value, headers) => {
          const opened = openEnvelope(value, headers);
          if (opened.kind === 'ok') parseEvent(opened.body, opened);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has its data found where JSON.parse finds it', () => {
    const members = fc.dictionary(fc.constantFrom('data', 'a', 'b"', 'ü', 'datas'), fc.jsonValue());
    fc.assert(
      fc.property(members, fc.nat({ max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const span = locateMember(text, 'data');
        const found: unknown = span === undefined ? undefined : JSON.parse(text.slice(span.start, span.end));
        expect(JSON.stringify(found)).toBe(JSON.stringify(value['data']));
      }),
      { numRuns: 500 },
    );
  });
});
