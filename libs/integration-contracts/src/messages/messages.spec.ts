import fc from 'fast-check';
import { decodeDeliveryHeaders, encodeDeliveryHeaders, UnreadableRecordError } from './delivery-record.ts';
import type { DeliveryHeaders } from './delivery-record.ts';
import { deliveryIdOf, eventIdOf } from './identity.ts';
import { decodeOutcomes, encodeOutcomes } from './outcome.ts';
import { groupScope, levelOf, scopesFor } from './scope.ts';
import { decodeSettingsRevision, encodeSettingsRevision } from './settings-revision.ts';

const delivery: DeliveryHeaders = {
  eventId: 'e-1',
  trigger: 'push',
  projectKey: '1042',
  eventAt: 1_700_000_000_000,
  targets: [
    { integrationId: 'int_a', revision: 3 },
    { integrationId: 'int_b', revision: 1 },
  ],
  passThrough: { traceparent: '00-a-b-01' },
};
const asBuffers = (headers: Record<string, string>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));

describe('delivery records', () => {
  it('come out as they went in, first or retried', () => {
    const retried = {
      ...delivery,
      retry: { attempts: 2, firstAttemptAt: 1, notBefore: 2, lastOutcome: 'http_503', step: 1, parks: 0 },
    };
    const sealed = { key: 'k1', nonce: 'n', data: 'd' };
    const asked = { ...retried, request: { id: 'r1', kind: 'resend' } as const };
    const test = { id: 'r1', kind: 'test', trial: { name: 'slack', sealed }, isProbe: true } as const;
    for (const headers of [delivery, retried, asked, { ...delivery, request: test }]) {
      expect(decodeDeliveryHeaders(asBuffers(encodeDeliveryHeaders(headers)))).toEqual(headers);
    }
  });

  it.each([
    ['version', '2', 'header version is 2, expected 1'],
    ['version', undefined, 'header version is missing, expected 1'],
    ['trigger', 'flood', 'header trigger names no known trigger: flood'],
    ['event-id', undefined, 'header event-id is missing'],
    ['event-at', 'soon', 'header event-at is not a number'],
    ['targets', '[]', 'header targets must list 1 to 64 integrations'],
    ['targets', '[["a"]]', 'header targets must hold [integration id, revision] pairs'],
    ['targets', '{', 'header targets is not JSON'],
    ['request', '{', 'header request is not JSON'],
    ['request', '{"id":"r1","kind":"guess"}', 'header request: kind'],
    ['retry', '{}', 'header retry needs attempts, firstAttemptAt, notBefore, step, parks and lastOutcome'],
    ['retry', 'null', 'header retry needs attempts, firstAttemptAt, notBefore, step, parks and lastOutcome'],
  ])('with %s = %p are refused with a reason', (name, value, message) => {
    const headers = { ...encodeDeliveryHeaders(delivery), [name]: value };
    expect(() => decodeDeliveryHeaders(headers)).toThrow(UnreadableRecordError);
    expect(() => decodeDeliveryHeaders(headers)).toThrow(message);
  });

  it('throw nothing but UnreadableRecordError, whatever the headers are', () => {
    const names = fc.constantFrom(
      'version',
      'trigger',
      'event-id',
      'event-at',
      'targets',
      'retry',
      'project-key',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(fc.string(), fc.json())), (changes) => {
        try {
          decodeDeliveryHeaders({ ...encodeDeliveryHeaders(delivery), ...changes });
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableRecordError);
        }
      }),
    );
  });
});

describe('identity', () => {
  const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('is a UUID of version 5 that depends on each part and on nothing else', () => {
    const id = deliveryIdOf('e', 'i', '1');
    expect(id).toMatch(UUID_V5);
    expect(deliveryIdOf('e', 'i', '1')).toBe(id);
    const others = [deliveryIdOf('f', 'i', '1'), deliveryIdOf('e', 'j', '1'), deliveryIdOf('e', 'i', '2')];
    expect(new Set([id, ...others]).size).toBe(4);
    expect(eventIdOf('t', 0, '1')).toMatch(UUID_V5);
    expect(eventIdOf('t', 0, '1')).not.toBe(eventIdOf('t', 1, '0'));
  });

  it('never changes: receivers drop doubles by it', () => {
    expect(deliveryIdOf('event-1', 'int_1', '1042')).toBe('dbea6e05-3755-58a9-a97f-4b53cc4ed7f2');
  });
});

describe('scopes', () => {
  it('go from the project over its groups, innermost first, to the instance', () => {
    expect(scopesFor(7, 'Acme/Rockets')).toEqual([
      'project:7',
      'group:acme/rockets',
      'group:acme',
      'instance',
    ]);
    expect(scopesFor(undefined, undefined)).toEqual(['instance']);
    expect([levelOf('project:7'), levelOf(groupScope('A')), levelOf('instance')]).toEqual([
      'project',
      'group',
      'instance',
    ]);
  });
});

describe('packs and revisions', () => {
  it('come out as they went in', () => {
    const outcome = {
      deliveryId: 'd',
      eventId: 'e',
      integrationId: 'i',
      attempt: 1,
      outcome: 'delivered' as const,
      status: 200,
      durationMs: 12,
      at: 5,
    };
    expect(decodeOutcomes(Buffer.from(encodeOutcomes([outcome])))).toEqual([outcome]);
    const revision = {
      v: 1 as const,
      id: 'i',
      scope: 'project:7' as const,
      name: 'webhook',
      label: '',
      revision: 2,
      isActive: true,
      isInherited: false,
      triggers: ['push' as const],
      routing: {},
      sealed: { key: 'k', nonce: 'n', data: 'd' },
      updatedAt: '2026-01-01T00:00:00Z',
    };
    expect(decodeSettingsRevision(Buffer.from(encodeSettingsRevision(revision)))).toEqual(revision);
  });

  it('of another version are refused', () => {
    expect(() => decodeOutcomes(Buffer.from('{"v":2,"outcomes":[]}'))).toThrow();
    expect(() => decodeSettingsRevision(Buffer.from('{"v":2}'))).toThrow();
  });
});
