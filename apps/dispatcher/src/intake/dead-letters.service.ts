import { Inject, Injectable } from '@nestjs/common';
import type { Topics } from '@patchbay/integration-contracts';
import { isRefusedForSize } from '@patchbay/service-kit/kafka';
import type { KafkaRecord, OutgoingRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { Outbox } from '../kafka/outbox.ts';
import { TOPICS } from '../kafka/tokens.ts';
import type { UnreadableEvent } from '@patchbay/service-kit/events';

/** Puts events that can't be dispatched where operators find them, as they came and with the reason. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly outbox: Outbox,
    @Inject(TOPICS) private readonly topics: Topics,
    private readonly metrics: DispatcherMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws whatever the producer reports when Kafka takes nothing. */
  async bury(record: KafkaRecord, why: UnreadableEvent): Promise<void> {
    const letter = deadLetter(record, why, this.topics.eventsDead.topic);
    try {
      await this.outbox.append(letter);
    } catch (error) {
      if (!isRefusedForSize(error)) throw error;
      // The headers can be the last straw. The event itself is still where it was, as long as its topic keeps it.
      await this.outbox.append({ ...letter, value: null });
    }
    this.metrics.events.inc({ trigger: 'none', outcome: 'dead' });
    this.metrics.deadEvents.inc({ reason: why.reason });
    record.span?.fail(why.reason);
    const { topic, partition, offset } = record;
    const { eventId, reason, detail } = why;
    this.logger.warn(
      { eventId, reason, detail, topic, partition, offset, ...record.span?.logFields },
      'an event went to the dead topic',
    );
  }
}

function deadLetter(
  { topic, partition, offset, key, value, headers }: KafkaRecord,
  { reason, detail }: UnreadableEvent,
  deadTopic: string,
): OutgoingRecord {
  return {
    topic: deadTopic,
    key,
    value,
    headers: {
      ...headers,
      'dead-reason': reason,
      'dead-detail': detail,
      'dead-topic': topic,
      'dead-partition': String(partition),
      'dead-offset': offset,
      'dead-at': new Date().toISOString(),
    },
  };
}
