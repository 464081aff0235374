import { Module } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { integrationByName } from '@patchbay/integration-catalogue';
import { NamespaceMap } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { ConsumerWatch, RecordTransport } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import { Tracing } from '@patchbay/service-kit/tracing';
import type { DispatcherConfig } from './config.ts';
import { DispatcherMetrics } from './dispatcher.metrics.ts';
import { DEFINITIONS } from './fan-out/definitions.ts';
import { FanOut } from './fan-out/fan-out.service.ts';
import { Matching } from './fan-out/matching.service.ts';
import { DeadLetters } from './intake/dead-letters.service.ts';
import { EVENT_PATTERN, EventIntakeController } from './intake/event-intake.controller.ts';
import { RecentEvents } from './intake/recent-events.service.ts';
import { Connections } from './kafka/connections.service.ts';
import { Outbox } from './kafka/outbox.ts';
import { TOPICS, topicsOf } from './kafka/tokens.ts';
import { NamespaceFeed } from './places/namespace-feed.service.ts';
import { Places } from './places/places.service.ts';
import { PackedSubscriptionView } from './subscriptions/packed-subscription.view.ts';
import { SettingsFeed } from './subscriptions/settings-feed.service.ts';
import { SubscriptionView } from './subscriptions/subscription-view.ts';

const transport: Provider = {
  provide: RecordTransport,
  inject: [Connections, SettingsFeed, NamespaceFeed, TOPICS, CONFIG, LOGGER, Tracing],
  useFactory: (
    connections: Connections,
    settings: SettingsFeed,
    namespaces: NamespaceFeed,
    { events }: Topics,
    config: DispatcherConfig,
    logger: Logger,
    tracing: Tracing,
  ) =>
    new RecordTransport(connections.kafka, logger, {
      groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}dispatcher`,
      sources: [{ topic: events.topic, pattern: EVENT_PATTERN }],
      tracing,
      maxInFlightRecords: config.MAX_IN_FLIGHT_RECORDS,
      maxInFlightBytes: config.MAX_IN_FLIGHT_BYTES,
      sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
      commitIntervalMs: config.COMMIT_INTERVAL,
      drainTimeoutMs: config.SHUTDOWN_TIMEOUT,
      // An event taken while settings are missing would be dispatched to nobody; and a partition held meanwhile would
      // wait although another replica could serve it.
      startAfter: async () => {
        await connections.open();
        await Promise.all([settings.fill(), namespaces.fill()]);
      },
    }),
};

const consumerWatch: Provider = {
  provide: ConsumerWatch,
  inject: [Connections, Registry, LOGGER, CONFIG],
  useFactory: ({ kafka }: Connections, registry: Registry, logger: Logger, config: DispatcherConfig) =>
    new ConsumerWatch(kafka, registry, logger, {
      intervalMs: config.KAFKA_LAG_INTERVAL,
      topicPrefix: config.KAFKA_TOPIC_PREFIX,
    }),
};

@Module({
  controllers: [EventIntakeController],
  providers: [
    { provide: TOPICS, inject: [CONFIG], useFactory: topicsOf },
    { provide: DEFINITIONS, useValue: integrationByName },
    { provide: Outbox, inject: [Connections], useFactory: ({ producer }: Connections) => producer },
    {
      provide: PackedSubscriptionView,
      inject: [CONFIG],
      useFactory: (config: DispatcherConfig) => new PackedSubscriptionView(config.VIEW_CACHE_ENTRIES),
    },
    { provide: SubscriptionView, useExisting: PackedSubscriptionView },
    transport,
    consumerWatch,
    Connections,
    DeadLetters,
    DispatcherMetrics,
    FanOut,
    Matching,
    NamespaceFeed,
    NamespaceMap,
    Places,
    RecentEvents,
    SettingsFeed,
  ],
})
export class AppModule {
  constructor(
    transport: RecordTransport,
    settings: SettingsFeed,
    namespaces: NamespaceFeed,
    readiness: Readiness,
    watch: ConsumerWatch,
  ) {
    readiness.add('settings', () =>
      settings.isComplete ? undefined : 'the settings have not all been read yet',
    );
    readiness.add('namespaces', () =>
      namespaces.isComplete ? undefined : 'the moves of groups have not all been read yet',
    );
    readiness.add('consumer', () => transport.problem);
    watch.watch({ transports: [transport], views: [settings.topic, namespaces.topic] });
  }
}
