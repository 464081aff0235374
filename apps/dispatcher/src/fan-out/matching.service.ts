import { Inject, Injectable } from '@nestjs/common';
import { NamespaceMap, heardTriggers } from '@patchbay/integration-contracts';
import type { EventFacts, IntegrationDefinition, Trigger } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import { inForce } from '../subscriptions/inheritance.ts';
import { SubscriptionView } from '../subscriptions/subscription-view.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { DEFINITIONS } from './definitions.ts';
import type { DefinitionLookup } from './definitions.ts';

/** An integration that gets an event, and under which of the event's triggers. */
export interface Match {
  readonly subscription: Subscription;
  readonly trigger: Trigger;
}

/** Decides which integrations an event goes to. */
@Injectable()
export class Matching {
  readonly #unknownNames = new Set<string>();

  constructor(
    private readonly view: SubscriptionView,
    private readonly namespaces: NamespaceMap,
    @Inject(DEFINITIONS) private readonly definitionOf: DefinitionLookup,
    private readonly metrics: DispatcherMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * One match at most for each integration: the first trigger that it listens to and that its filter lets through, the
   * event's own before those that follow from it.
   */
  match({ facts, eventId, eventAt }: Pick<IncomingEvent, 'facts' | 'eventId' | 'eventAt'>): Match[] {
    const scopes = this.namespaces.settingsScopes(facts.projectId, facts.groupPath, eventAt);
    const subscriptions = inForce(scopes.map((scope) => this.view.ownOf(scope)));
    const matches: Match[] = [];
    for (const subscription of subscriptions) {
      const triggers = heardTriggers(facts, subscription.triggers);
      if (triggers.length === 0) continue;
      const definition = this.#definitionOf(subscription);
      if (definition === undefined) continue;
      const match = triggers
        .filter((trigger) => definition.events.supported.includes(trigger))
        .map((trigger) => ({ subscription, trigger }))
        .find((candidate) => this.#passes(definition, candidate, { facts, eventId }));
      if (match !== undefined) matches.push(match);
    }
    return matches;
  }

  #definitionOf({ name, id }: Subscription): IntegrationDefinition | undefined {
    const definition = this.definitionOf(name);
    if (definition !== undefined) return definition;
    this.metrics.skipped.inc({ reason: 'unknown_name' });
    if (!this.#unknownNames.has(name)) {
      this.#unknownNames.add(name);
      this.logger.warn(
        { name, integrationId: id },
        'this version knows no integration of that name; skipping it',
      );
    }
    return undefined;
  }

  /** A filter that fails holds back: sending what it might have been there to stop can't be undone. */
  #passes(
    definition: IntegrationDefinition,
    { subscription, trigger }: Match,
    { facts, eventId }: { facts: EventFacts; eventId: string },
  ): boolean {
    const { id, name, routing } = subscription;
    try {
      const verdict = definition.filter({ settings: routing, facts, trigger });
      if (verdict === true) return true;
      this.metrics.filtered.inc({ name });
      this.logger.debug({ eventId, integrationId: id, reason: verdict }, 'the filter held an event back');
    } catch (error) {
      this.metrics.skipped.inc({ reason: 'filter_failed' });
      this.logger.error(
        { err: error, eventId, integrationId: id, name },
        'the filter failed; event held back',
      );
    }
    return false;
  }
}
