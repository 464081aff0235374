import { Controller, Inject } from '@nestjs/common';
import { EventPattern, RpcException } from '@nestjs/microservices';
import { isRefusedForSize } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { CONFIG } from '@patchbay/service-kit/service';
import type { DispatcherConfig } from '../config.ts';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { FanOut } from '../fan-out/fan-out.service.ts';
import { Places } from '../places/places.service.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { RecentEvents } from './recent-events.service.ts';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import { readEvent } from '@patchbay/service-kit/events';

export const EVENT_PATTERN = 'event';

/** Takes each record of `gitlab.events`; its offset may be committed once this resolves. */
@Controller()
export class EventIntakeController {
  constructor(
    private readonly fanOut: FanOut,
    private readonly places: Places,
    private readonly deadLetters: DeadLetters,
    private readonly recent: RecentEvents,
    private readonly metrics: DispatcherMetrics,
    @Inject(CONFIG) private readonly config: Pick<DispatcherConfig, 'MAX_EVENT_BYTES'>,
  ) {}

  @EventPattern(EVENT_PATTERN)
  async onEvent(record: KafkaRecord): Promise<void> {
    try {
      const read = readEvent(record, this.config.MAX_EVENT_BYTES);
      if (read.kind === 'unreadable') await this.deadLetters.bury(record, read);
      else await this.#takeOnce(record, read.event);
    } catch (error) {
      // Anything else Nest would replace by an error that says nothing.
      throw new RpcException(error instanceof Error ? error : String(error));
    }
  }

  async #takeOnce(record: KafkaRecord, event: IncomingEvent): Promise<void> {
    const take = (): Promise<unknown> => this.#take(record, event);
    const isTaken = await this.recent.once(record.partition, event.eventId, take);
    if (!isTaken) this.metrics.duplicateEvents.inc();
  }

  /** What the event says of places comes first: its own deliveries may depend on it. */
  #take(record: KafkaRecord, event: IncomingEvent): Promise<unknown> {
    const learning = this.places.learn(event);
    const dispatching = this.#dispatch(record, event);
    return learning === undefined ? dispatching : Promise.all([learning, dispatching]);
  }

  async #dispatch(record: KafkaRecord, event: IncomingEvent): Promise<void> {
    try {
      await this.fanOut.dispatch(event, record.timestampMs);
    } catch (error) {
      if (!isRefusedForSize(error)) throw error;
      await this.deadLetters.bury(record, {
        kind: 'unreadable',
        reason: 'refused_by_kafka',
        detail: 'the topic of the deliveries takes no record of this size; see its max.message.bytes',
        eventId: event.eventId,
      });
    }
  }
}
