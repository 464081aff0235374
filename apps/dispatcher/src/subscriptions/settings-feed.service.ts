import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { decodeSettingsRevision } from '@patchbay/integration-contracts';
import type { SettingsRevision, Topics } from '@patchbay/integration-contracts';
import { TopicView } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { Connections } from '../kafka/connections.service.ts';
import { TOPICS } from '../kafka/tokens.ts';
import { PackedSubscriptionView } from './packed-subscription.view.ts';

/** Keeps the view up to date with `integration.settings`, read from its beginning by every dispatcher. */
@Injectable()
export class SettingsFeed implements OnApplicationShutdown {
  readonly topic: TopicView;

  constructor(
    { kafka }: Connections,
    @Inject(TOPICS) { settings }: Topics,
    private readonly view: PackedSubscriptionView,
    private readonly metrics: DispatcherMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.topic = new TopicView(kafka, logger, {
      topic: settings.topic,
      groupPrefix: `${settings.topic}.dispatcher-view.`,
      onRecord: (record) => {
        this.take(record);
      },
    });
    metrics.watchView(view, () => this.topic.isComplete);
  }

  /** Whether every setting that was there at start is in the view. */
  get isComplete(): boolean {
    return this.topic.isComplete;
  }

  /** Resolves when the view is complete; rejects only when the process stops. */
  async fill(): Promise<void> {
    await this.topic.start();
    await this.topic.complete();
    this.logger.info({ integrations: this.view.size, bytes: this.view.bytes }, 'the settings are known');
  }

  /** A record that can't be read is skipped: whatever was known of the integration stays. */
  take(record: KafkaRecord): void {
    const id = record.key?.toString() ?? '';
    if (record.value === null) {
      this.view.remove(id);
      return;
    }
    try {
      const settings = revisionOf(id, record.value);
      if (!this.view.put(settings)) {
        this.logger.debug({ integrationId: id, revision: settings.revision }, 'dropped an older revision');
      }
    } catch (error) {
      this.metrics.unreadableSettings.inc();
      const { topic, partition, offset } = record;
      this.logger.warn(
        { integrationId: id, topic, partition, offset, reason: reasonOf(error) },
        'settings that can’t be read were skipped',
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.topic.close();
  }
}

function revisionOf(key: string, value: Buffer): SettingsRevision {
  const settings = decodeSettingsRevision(value);
  if (settings.id !== key)
    throw new TypeError(`the record's key is ${key}, but the settings are ${settings.id}'s`);
  return settings;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : String(error);
}
