import { integrationByName } from '@patchbay/integration-catalogue';
import { NamespaceMap, deliveryIdOf, heardTriggers } from '@patchbay/integration-contracts';
import type { EventFacts, ScopeKey, Trigger } from '@patchbay/integration-contracts';
import { readEvent } from '@patchbay/service-kit/events';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { RequestLog } from '../request-log/request-log.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { SettingsStore } from '../settings/settings.store.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import type { RequestedDelivery } from './delivery.sink.ts';
import type { EventArchive, EventPositions } from './event-archive.ts';
import type { SendingJob } from './sending-job.ts';

export interface RecoverySourceDependencies {
  readonly log: RequestLog;
  readonly archive: EventArchive;
  readonly store: SettingsStore;
  readonly namespaces: NamespaceMap;
  /** The settings to send with. @throws AppError `invalid_request` when they are gone or turned off */
  readonly settings: () => Promise<IntegrationSettings>;
}

/** Events that one batch looks at: a batch must end even where nothing in it is for the integration. */
const MAX_LOOKED_AT = 20_000;

/** Events of a time that an integration was not told of, from Kafka, matched as the dispatcher does. */
export class RecoverySource implements BatchSource {
  readonly #job: SendingJob;
  readonly #dependencies: RecoverySourceDependencies;
  /** Of scopes further in: whether they decide for themselves. They seldom change within a recovery. */
  readonly #decided = new Map<ScopeKey, boolean>();

  constructor(job: SendingJob, dependencies: RecoverySourceDependencies) {
    this.#job = job;
    this.#dependencies = dependencies;
  }

  async next(position: string | null, limit: number): Promise<Batch> {
    const { archive, settings } = this.#dependencies;
    const row = await settings();
    const { since, until } = this.#job;
    const from =
      position === null
        ? await archive.rangeOf('events', since, until)
        : (JSON.parse(position) as EventPositions);
    const deliveries: RequestedDelivery[] = [];
    let lookedAt = 0;
    let skipped = 0;
    const reached = await archive.scan('events', {
      from,
      onRecord: async (record) => {
        lookedAt += 1;
        const delivery = await this.#deliveryOf(row, record);
        if (delivery === undefined) return;
        // What is not meant for the integration is not counted: how much others send is not for its people to know.
        if (await this.#isSent(row, delivery)) skipped += 1;
        else deliveries.push(delivery);
      },
      isEnough: () => deliveries.length >= limit || lookedAt >= MAX_LOOKED_AT,
    });
    const isLast = Object.values(reached).every(([next, end]) => next >= end);
    return { deliveries, skipped, gone: 0, position: JSON.stringify(reached), isLast };
  }

  /** Nothing for what is not meant for the integration. */
  async #deliveryOf(row: IntegrationSettings, record: KafkaRecord): Promise<RequestedDelivery | undefined> {
    const read = readEvent(record, Number.POSITIVE_INFINITY);
    if (read.kind !== 'event') return undefined;
    const trigger = triggerFor(row, read.event.facts);
    if (trigger === undefined || !(await this.#isInForce(row, read.event))) return undefined;
    return this.#delivery(row, read.event, trigger);
  }

  /** Whether the event is of the settings' scope, and no scope further in decides for itself. */
  async #isInForce(row: IntegrationSettings, { facts, eventAt }: IncomingEvent): Promise<boolean> {
    const { projectId, groupPath } = facts;
    const scopes = this.#dependencies.namespaces.settingsScopes(projectId, groupPath, eventAt);
    const place = scopes.indexOf(row.scope);
    if (place === -1) return false;
    for (const scope of scopes.slice(0, place)) if (await this.#decides(row, scope)) return false;
    return true;
  }

  async #decides({ name, label }: IntegrationSettings, scope: ScopeKey): Promise<boolean> {
    const known = this.#decided.get(scope);
    if (known !== undefined) return known;
    const row = await this.#dependencies.store.find({ scope, name, label });
    const isDeciding = row?.isInherited === false;
    this.#decided.set(scope, isDeciding);
    return isDeciding;
  }

  #delivery(row: IntegrationSettings, event: IncomingEvent, trigger: Trigger): RequestedDelivery {
    const { eventId, eventAt, facts, body, passThrough } = event;
    const projectKey = facts.projectId?.toString() ?? facts.groupPath ?? '';
    const targets = [{ integrationId: row.id, revision: row.revision }];
    const request = { id: this.#job.id, kind: 'recover' as const };
    return { headers: { eventId, trigger, projectKey, eventAt, targets, passThrough, request }, body };
  }

  /** What failed before is for a replay. */
  async #isSent({ id }: IntegrationSettings, { headers }: RequestedDelivery): Promise<boolean> {
    const deliveryId = deliveryIdOf(headers.eventId, id, headers.projectKey);
    return (await this.#dependencies.log.ofDelivery(id, deliveryId)).length > 0;
  }
}

/** As the dispatcher decides it: by the switches and the filter. */
function triggerFor(
  { name, triggers, routing }: IntegrationSettings,
  facts: EventFacts,
): Trigger | undefined {
  const definition = integrationByName(name);
  if (definition === undefined) return undefined;
  return heardTriggers(facts, triggers)
    .filter((trigger) => definition.events.supported.includes(trigger))
    .find((trigger) => definition.filter({ settings: routing, facts, trigger }) === true);
}
