import { Controller, Inject } from '@nestjs/common';
import { EventPattern, RpcException } from '@nestjs/microservices';
import { isRefusedForSize } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { CONFIG } from '@patchbay/service-kit/service';
import type { DispatcherConfig } from '../config.ts';
import { FanOut } from '../fan-out/fan-out.service.ts';
import { DeadLetters } from './dead-letters.service.ts';
import type { IncomingEvent } from './incoming-event.ts';
import { readEvent } from './read-event.ts';

export const EVENT_PATTERN = 'event';

/** Takes each record of `gitlab.events`; its offset may be committed once this resolves. */
@Controller()
export class EventIntakeController {
  constructor(
    private readonly fanOut: FanOut,
    private readonly deadLetters: DeadLetters,
    @Inject(CONFIG) private readonly config: Pick<DispatcherConfig, 'MAX_EVENT_BYTES'>,
  ) {}

  @EventPattern(EVENT_PATTERN)
  async onEvent(record: KafkaRecord): Promise<void> {
    try {
      const read = readEvent(record, this.config.MAX_EVENT_BYTES);
      if (read.kind === 'unreadable') await this.deadLetters.bury(record, read);
      else await this.#dispatch(record, read.event);
    } catch (error) {
      // Anything else Nest would replace by an error that says nothing.
      throw new RpcException(error instanceof Error ? error : String(error));
    }
  }

  async #dispatch(record: KafkaRecord, event: IncomingEvent): Promise<void> {
    try {
      await this.fanOut.dispatch(event);
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
