import { SAMPLES } from '@patchbay/integration-contracts';
import { describeFacts, outgoingEvent } from './outgoing-event.ts';

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const NONE = { key: undefined, headers: {} };

describe('an event to publish', () => {
  it('is keyed by its project and gets an id of its own', () => {
    const first = outgoingEvent(bytes(SAMPLES.push), NONE);
    const second = outgoingEvent(bytes(SAMPLES.push), NONE);
    expect(first.key).toBe('1042');
    expect(first.headers['event-id']).toBe(first.eventId);
    expect(first.eventId).not.toBe(second.eventId);
  });

  it('is described in the words of its payload', () => {
    const { reading } = outgoingEvent(bytes(SAMPLES.push), NONE);
    expect(reading.kind === 'event' && describeFacts(reading.facts)).toBe(
      'push + commit · acme/rockets/engine (1042) · main',
    );
  });

  it('keeps the key, the id and the headers that it was given', () => {
    const headers = { 'event-id': 'mine', 'x-gitlab-event': 'Push Hook' };
    const event = outgoingEvent(bytes(SAMPLES.push), { key: 'k', headers });
    expect(event).toMatchObject({ key: 'k', eventId: 'mine', headers });
  });

  it('goes by the id of a structured CloudEvent', () => {
    const cloudEvent = { specversion: '1.0', id: 'ce-7', source: '/acme', type: 'push', data: SAMPLES.push };
    const headers = { 'content-type': 'application/cloudevents+json' };
    const event = outgoingEvent(bytes(cloudEvent), { key: undefined, headers });
    expect(event.eventId).toBe('ce-7');
    expect(event.reading.kind).toBe('event');
  });

  it('says what is wrong with a payload that can’t be read', () => {
    expect(outgoingEvent(Buffer.from('{"a":'), NONE).reading).toMatchObject({
      kind: 'problem',
      reason: 'malformed_json',
    });
    expect(outgoingEvent(bytes({ object_kind: 'party' }), NONE).reading).toMatchObject({
      kind: 'problem',
      reason: 'unclassified',
    });
  });
});
