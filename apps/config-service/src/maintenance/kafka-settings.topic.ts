import { Inject, Injectable } from '@nestjs/common';
import { AppError, defineTopics } from '@patchbay/integration-contracts';
import { TopicView, createKafka } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { SettingsTopic } from './settings-topic.ts';

/** A group takes a few seconds to form; after that there is always a next batch until the end. */
const SILENCE_MS = 20_000;

@Injectable()
export class KafkaSettingsTopic extends SettingsTopic {
  readonly #config: ConfigServiceConfig;
  readonly #logger: Logger;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger) {
    super();
    this.#config = config;
    this.#logger = logger;
  }

  override async read(onRecord: (id: string, revision: number) => void): Promise<void> {
    let heardAt = Date.now();
    const view = new TopicView(createKafka(this.#config, this.#logger), this.#logger, {
      topic: this.#topic(),
      groupPrefix: `${this.#config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.settings-drift.`,
      onRecord: (record) => {
        heardAt = Date.now();
        onRecord(record.key?.toString() ?? '', revisionOf(record));
      },
    });
    const silence = Promise.withResolvers<never>();
    const watch = setInterval(() => {
      if (Date.now() - heardAt < SILENCE_MS) return;
      silence.reject(new AppError('kafka_unavailable', `Nothing came from it for ${SILENCE_MS / 1000} s.`));
    }, 1000);
    try {
      await Promise.race([view.start().then(() => view.complete()), silence.promise]);
    } finally {
      clearInterval(watch);
      await view.close();
    }
  }

  #topic(): string {
    const { KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTITIONS: partitions, RETRY_DELAYS } = this.#config;
    return defineTopics({ prefix, partitions, retryDelaysMs: RETRY_DELAYS }).settings.topic;
  }
}

/** One that can't be read is older than anything: whoever reads the topic has nothing from it. */
function revisionOf({ value }: KafkaRecord): number {
  if (value === null) return 0;
  try {
    const { revision } = JSON.parse(value.toString()) as { readonly revision?: unknown };
    return typeof revision === 'number' ? revision : 0;
  } catch {
    return 0;
  }
}
