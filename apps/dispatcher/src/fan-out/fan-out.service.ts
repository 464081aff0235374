import { Inject, Injectable } from '@nestjs/common';
import type { Topics } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { keptTraceId } from '@patchbay/service-kit/metrics';
import { LOGGER } from '@patchbay/service-kit/service';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { sendOptions } from '@patchbay/service-kit/tracing';
import type { TraceSpan } from '@patchbay/service-kit/tracing';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import { Outbox } from '../kafka/outbox.ts';
import { TOPICS } from '../kafka/tokens.ts';
import { deliveryRecords } from './delivery-records.ts';
import { Matching } from './matching.service.ts';

/** Turns an event into its deliveries. */
@Injectable()
export class FanOut {
  constructor(
    private readonly matching: Matching,
    private readonly outbox: Outbox,
    @Inject(TOPICS) private readonly topics: Topics,
    private readonly metrics: DispatcherMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Resolves when the brokers have all of the event's deliveries.
   * @param appendedAt when the event was put on Kafka, epoch milliseconds
   * @throws what the producer reports when they did not take one; done again, the same deliveries go out.
   */
  async dispatch(event: IncomingEvent, appendedAt: number): Promise<void> {
    const { eventId, facts } = event;
    const { trigger } = facts;
    const matches = this.matching.match(event);
    const { topic } = this.topics.deliveries;
    const records = deliveryRecords(event, matches, topic);
    if (event.span === undefined) await this.#send(records);
    else await this.#sendTraced(records, topic, event.span);
    this.metrics.events.inc({ trigger, outcome: matches.length === 0 ? 'unmatched' : 'dispatched' });
    this.metrics.fanOut.observe(matches.length);
    this.metrics.dispatched(event.eventAt, appendedAt, keptTraceId(event.passThrough['traceparent']));
    for (const { subscription } of matches) this.metrics.deliveries.inc({ name: subscription.name });
    if (this.logger.isLevelEnabled('debug')) {
      const integrationIds = matches.map(({ subscription }) => subscription.id);
      this.logger.debug(
        { eventId, trigger, projectId: facts.projectId, integrationIds, ...event.span?.logFields },
        'dispatched an event',
      );
    }
  }

  async #send(records: readonly OutgoingRecord[]): Promise<void> {
    await Promise.all(records.map((record) => this.outbox.append(record)));
  }

  /** Who takes the deliveries goes on from the sending, and not from what the event came with. */
  async #sendTraced(records: readonly OutgoingRecord[], topic: string, parent: TraceSpan): Promise<void> {
    if (records.length === 0) return;
    const span = parent.child(sendOptions(topic, records.length));
    const { headers } = span;
    try {
      await this.#send(records.map((record) => ({ ...record, headers: { ...record.headers, ...headers } })));
    } catch (error) {
      span.fail('not_sent');
      throw error;
    } finally {
      span.end();
    }
  }
}
