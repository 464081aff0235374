import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { NamespaceMap, decodeNamespaceMove } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { TopicView } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { Connections } from '../kafka/connections.service.ts';
import { TOPICS } from '../kafka/tokens.ts';

/** Follows `integration.namespaces` from its beginning, as every dispatcher does. */
@Injectable()
export class NamespaceFeed implements OnApplicationShutdown {
  readonly topic: TopicView;

  constructor(
    { kafka }: Connections,
    @Inject(TOPICS) { namespaces: { topic } }: Topics,
    private readonly namespaces: NamespaceMap,
    private readonly metrics: DispatcherMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.topic = new TopicView(kafka, logger, {
      topic,
      groupPrefix: `${topic}.dispatcher-view.`,
      onRecord: (record) => {
        this.take(record);
      },
    });
    metrics.watchNamespaces(namespaces);
  }

  /** Whether every move that was there at start is known. */
  get isComplete(): boolean {
    return this.topic.isComplete;
  }

  /** Resolves when all moves are known; rejects only when the process stops. */
  async fill(): Promise<void> {
    await this.topic.start();
    await this.topic.complete();
    this.logger.info({ moves: this.namespaces.size }, 'the moves of groups are known');
  }

  /** A record that can't be read is skipped. */
  take({ topic, partition, offset, value }: KafkaRecord): void {
    try {
      this.namespaces.apply(decodeNamespaceMove(value ?? Buffer.alloc(0)));
    } catch (error) {
      this.metrics.unreadableMoves.inc();
      this.logger.warn({ err: error, topic, partition, offset }, 'a move that can’t be read was skipped');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.topic.close();
  }
}
