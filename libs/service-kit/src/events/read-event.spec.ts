import { eventIdOf } from '@patchbay/integration-contracts';
import type { KafkaHeaders } from '@patchbay/integration-contracts';
import { readEvent } from './read-event.ts';
import type { ReadEvent } from './read-event.ts';

const push = '{ "object_kind": "push", "ref": "refs/heads/main", "project": { "id": 7 } }';
const ownId = eventIdOf('gitlab.events', 3, '42');

function read(value: string | null, headers: KafkaHeaders = {}, maxBytes = 1000): ReadEvent {
  const bytes = value === null ? null : Buffer.from(value);
  const place = { topic: 'gitlab.events', partition: 3, offset: '42', timestampMs: 1_700_000_000_000 };
  return readEvent({ ...place, key: Buffer.from('7'), value: bytes, headers }, maxBytes);
}

describe('readEvent', () => {
  it('gives an event without an id one that a second reading gives again', () => {
    expect(read(push)).toMatchObject({
      kind: 'event',
      event: { eventId: ownId, eventAt: 1_700_000_000_000 },
    });
    expect(read(push)).toEqual(read(push));
  });

  it('takes id, time and tracing from the headers, whatever their case', () => {
    const headers = {
      'Event-Id': Buffer.from('from-header'),
      'event-time': '2026-01-02T03:04:05Z',
      Traceparent: [Buffer.from('00-1'), Buffer.from('00-2')],
      'X-Gitlab-Event-UUID': 'u1',
    };
    expect(read(push, headers)).toMatchObject({
      event: {
        eventId: 'from-header',
        eventAt: Date.parse('2026-01-02T03:04:05Z'),
        passThrough: { traceparent: '00-1', 'x-gitlab-event-uuid': 'u1' },
      },
    });
  });

  it('leaves the bytes alone, and of a structured CloudEvent takes the data as they are', () => {
    const whole = read(push);
    const wrapped = read(`{"specversion":"1.0","id":"c1","source":"/x","type":"push","data":${push}}`);
    for (const found of [whole, wrapped]) {
      expect(found.kind === 'event' ? found.event.body.toString() : found.detail).toBe(push);
    }
    expect(wrapped).toMatchObject({ event: { eventId: 'c1', facts: { projectId: 7, trigger: 'push' } } });
  });

  it.each([
    ['no value', null, 'empty_value'],
    ['an empty one', '', 'empty_value'],
    ['malformed JSON', '{"object_kind":', 'malformed_json'],
    ['something else than an object', '"push"', 'not_an_object'],
    ['an unknown kind', '{"object_kind":"teleport"}', 'unclassified'],
  ])('says what is wrong with %s', (_what, value, reason) => {
    expect(read(value)).toMatchObject({ kind: 'unreadable', reason, eventId: ownId });
    expect(read(value, { 'event-id': 'mine' })).toMatchObject({ kind: 'unreadable', reason });
  });

  it('does not even look into a value beyond the limit', () => {
    expect(read(push, {}, push.length - 1)).toMatchObject({
      reason: 'too_large',
      detail: `the value has ${push.length} bytes, more than the ${push.length - 1} of MAX_EVENT_BYTES`,
    });
    expect(read(push, {}, push.length).kind).toBe('event');
  });
});
