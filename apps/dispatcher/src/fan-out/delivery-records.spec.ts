import fc from 'fast-check';
import { MAX_TARGETS, decodeDeliveryHeaders, parseEvent } from '@patchbay/integration-contracts';
import type { Trigger } from '@patchbay/integration-contracts';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import { deliveryRecords } from './delivery-records.ts';
import type { Match } from './matching.service.ts';

function anEvent(payload: object): IncomingEvent {
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  return {
    eventId: 'e1',
    eventAt: 1000,
    facts: parsed.event.facts,
    body,
    passThrough: { traceparent: '00-1' },
  };
}

function match(id: string, trigger: Trigger = 'push'): Match {
  const settings = { name: 'webhook', identity: `webhook:${id}`, isActive: true, isInherited: false };
  return {
    trigger,
    subscription: { id, scope: 'instance', revision: 3, triggers: [trigger], routing: {}, ...settings },
  };
}

const push = { object_kind: 'push', project: { id: 7, path_with_namespace: 'acme/engine' } };

describe('deliveryRecords', () => {
  it('carries the event’s own bytes, its identity and the revisions that held', () => {
    const event = anEvent(push);
    const [record, ...others] = deliveryRecords(event, [match('a'), match('b')], 'deliveries');
    expect(others).toEqual([]);
    expect(record).toMatchObject({ topic: 'deliveries', key: '7' });
    expect(record?.value).toBe(event.body);
    expect(decodeDeliveryHeaders(record?.headers ?? {})).toEqual({
      eventId: 'e1',
      trigger: 'push',
      projectKey: '7',
      eventAt: 1000,
      passThrough: { traceparent: '00-1' },
      targets: [
        { integrationId: 'a', revision: 3 },
        { integrationId: 'b', revision: 3 },
      ],
    });
  });

  it.each([
    [
      'the group path without a project',
      { object_kind: 'milestone', group: { full_path: 'acme/rockets' } },
      'acme/rockets',
      'acme/rockets',
    ],
    ['the event id without either', { event_name: 'user_create', name: 'someone' }, 'e1', ''],
  ])('is keyed by %s', (_what, payload, key, projectKey) => {
    const [record] = deliveryRecords(anEvent(payload), [match('a')], 'deliveries');
    expect(record?.key).toBe(key);
    expect(record?.headers?.['project-key']).toBe(projectKey);
  });

  it('yields nothing for an event that goes to nobody', () => {
    expect(deliveryRecords(anEvent(push), [], 'deliveries')).toEqual([]);
  });

  it('names every target exactly once, in as few records as their triggers and the limit allow', () => {
    const triggers: readonly Trigger[] = ['push', 'commit'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...triggers), { maxLength: 200 }), (wanted) => {
        const matches = wanted.map((trigger, index) => match(`i${index}`, trigger));
        const records = deliveryRecords(anEvent(push), matches, 'deliveries').map(({ headers }) =>
          decodeDeliveryHeaders(headers ?? {}),
        );
        const named = records.flatMap(({ trigger, targets }) =>
          targets.map(({ integrationId }) => `${integrationId} ${trigger}`),
        );
        expect(named.sort()).toEqual(matches.map((its) => `${its.subscription.id} ${its.trigger}`).sort());
        const fewest = triggers
          .map((trigger) => Math.ceil(wanted.filter((its) => its === trigger).length / MAX_TARGETS))
          .reduce((sum, count) => sum + count, 0);
        expect(records).toHaveLength(fewest);
      }),
    );
  });
});
