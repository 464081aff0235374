import { MAX_TARGETS, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { DeliveryTarget, Trigger } from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import type { Match } from './matching.service.ts';

/** Packs an event with the integrations it goes to: one record for each trigger and each {@link MAX_TARGETS} of them. */
export function deliveryRecords(
  event: IncomingEvent,
  matches: readonly Match[],
  topic: string,
): OutgoingRecord[] {
  const { eventId, eventAt, facts, passThrough } = event;
  const projectKey = facts.projectId?.toString() ?? facts.groupPath ?? '';
  const record = (trigger: Trigger, targets: readonly DeliveryTarget[]): OutgoingRecord => ({
    topic,
    // A project's events stay in one partition, and so in order.
    key: projectKey === '' ? eventId : projectKey,
    value: event.body,
    headers: encodeDeliveryHeaders({ eventId, trigger, projectKey, eventAt, targets, passThrough }),
  });
  const records: OutgoingRecord[] = [];
  for (const [trigger, targets] of targetsByTrigger(matches)) {
    for (let start = 0; start < targets.length; start += MAX_TARGETS) {
      records.push(record(trigger, targets.slice(start, start + MAX_TARGETS)));
    }
  }
  return records;
}

function targetsByTrigger(matches: readonly Match[]): Map<Trigger, DeliveryTarget[]> {
  const groups = new Map<Trigger, DeliveryTarget[]>();
  for (const { subscription, trigger } of matches) {
    const target = { integrationId: subscription.id, revision: subscription.revision };
    const group = groups.get(trigger);
    if (group === undefined) groups.set(trigger, [target]);
    else group.push(target);
  }
  return groups;
}
