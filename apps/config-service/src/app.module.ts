import { Module } from '@nestjs/common';
import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { NamespaceMap } from '@patchbay/integration-contracts';
import { ConsumerWatch, createKafka } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import { AccountKeeper } from './accounting/account-keeper.ts';
import { AccountingIntake } from './accounting/accounting-intake.ts';
import { AccountingMetrics } from './accounting/accounting-metrics.ts';
import { AccountingController } from './accounting/accounting.controller.ts';
import { OwnAccountingController } from './accounting/own-accounting.controller.ts';
import { accessProviders } from './access/access-providers.ts';
import { FirstToken } from './access/first-token.ts';
import { HttpIdentityProvider, IdentityProvider } from './access/identity-provider.ts';
import { SelfController } from './access/self.controller.ts';
import { TokensController } from './access/tokens.controller.ts';
import { Availability } from './availability/availability.ts';
import { FeatureFlags } from './availability/feature-flags.ts';
import { OpenFeatureFlags, listedFlags } from './availability/openfeature-flags.ts';
import { CatalogueController } from './catalogue/catalogue.controller.ts';
import type { ConfigServiceConfig } from './config.ts';
import { GraphqlController } from './graphql/graphql.controller.ts';
import { GraphqlServer } from './graphql/graphql.server.ts';
import { MutationResolvers } from './graphql/mutation-resolvers.ts';
import { QueryResolvers } from './graphql/query-resolvers.ts';
import { ScopeFinder } from './graphql/scope-finder.ts';
import { ServiceNodes } from './graphql/service-nodes.ts';
import { healthControllers, healthInfrastructure, healthProviders } from './health/health-providers.ts';
import { Lifecycle } from './lifecycle.ts';
import { KafkaSettingsTopic } from './maintenance/kafka-settings.topic.ts';
import { maintenanceControllers, maintenanceProviders } from './maintenance/maintenance-providers.ts';
import { SettingsTopic } from './maintenance/settings-topic.ts';
import { Backlog } from './overview/backlog.ts';
import { KafkaBacklog } from './overview/kafka-backlog.ts';
import { OverviewController } from './overview/overview.controller.ts';
import { Overview } from './overview/overview.ts';
import { PathIntake } from './paths/path-intake.ts';
import { Paths } from './paths/paths.ts';
import { PlaceFinder } from './paths/place-finder.ts';
import { PlacesController } from './paths/places.controller.ts';
import { PlaceWriter } from './paths/place-writer.ts';
import { DeliveryStreamController } from './request-log/delivery-stream.controller.ts';
import { DeliverySummary } from './request-log/delivery-summary.ts';
import { DeliveryTail } from './request-log/delivery-tail.ts';
import { AllDeliveriesController } from './request-log/all-deliveries.controller.ts';
import { LogSearch } from './request-log/log-search.ts';
import { ScopeDeliveriesController } from './request-log/scope-deliveries.controller.ts';
import { DeliveriesController } from './request-log/deliveries.controller.ts';
import { SummaryController } from './request-log/summary.controller.ts';
import { ErrorFilter } from './rest/error.filter.ts';
import { FormController } from './rest/form.controller.ts';
import { IntegrationsController } from './rest/integrations.controller.ts';
import { LinksController } from './rest/links.controller.ts';
import { OverridesController } from './rest/overrides.controller.ts';
import { SearchController } from './rest/search.controller.ts';
import { BatchSources } from './sending/batch-sources.ts';
import { DeliverySink } from './sending/delivery.sink.ts';
import { EventArchive } from './sending/event-archive.ts';
import { JobRunner } from './sending/job-runner.ts';
import { KafkaDeliverySink } from './sending/kafka-delivery.sink.ts';
import { KafkaEventArchive } from './sending/kafka-event-archive.ts';
import { Resender } from './sending/resender.ts';
import { SendingController } from './sending/sending.controller.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { DeadLettersController } from './dead-letters/dead-letters.controller.ts';
import { DeadLetters } from './dead-letters/dead-letters.service.ts';
import { OwnDeadLettersController } from './dead-letters/own-dead-letters.controller.ts';
import { Purge } from './dead-letters/purge.ts';
import { JobOpener } from './sending/job-opener.ts';
import { Destinations } from './settings/destinations.ts';
import { Inheritance } from './settings/inheritance.ts';
import { KafkaRevisionSink } from './settings/kafka-revision.sink.ts';
import { OverridesService } from './settings/overrides.service.ts';
import { ResolvingDestinations } from './settings/resolving-destinations.ts';
import { RevisionSink } from './settings/revision.sink.ts';
import { SettingsMetrics } from './settings/settings-metrics.ts';
import { SettingsPublisher } from './settings/settings.publisher.ts';
import { SettingsService } from './settings/settings.service.ts';
import { SettingsWriter } from './settings/settings-writer.ts';
import { mongoStores } from './storage/mongo-stores.ts';
import { EventStreams } from './streams/event-streams.ts';
import { Previewer } from './trial/previewer.ts';
import { SettingsTester } from './trial/settings-tester.ts';
import { TrialController } from './trial/trial.controller.ts';
import { TrialSettingsService } from './trial/trial-settings.ts';

export const controllers: Type[] = [
  ...maintenanceControllers,
  ...healthControllers,
  IntegrationsController,
  FormController,
  LinksController,
  OverridesController,
  SearchController,
  DeliveriesController,
  SummaryController,
  DeliveryStreamController,
  ScopeDeliveriesController,
  AllDeliveriesController,
  TrialController,
  SendingController,
  DeadLettersController,
  OwnDeadLettersController,
  AccountingController,
  OwnAccountingController,
  CatalogueController,
  OverviewController,
  PlacesController,
  TokensController,
  SelfController,
  SignInController,
  GraphqlController,
];

/** All that works the same whatever stands behind the ports. */
export const coreProviders: Provider[] = [
  ...maintenanceProviders,
  ...healthProviders,
  ...accessProviders,
  { provide: APP_FILTER, useClass: ErrorFilter },
  {
    provide: KeyRing,
    inject: [CONFIG],
    useFactory: (config: ConfigServiceConfig) => config.SEALING_KEYS,
  },
  // Another provider of OpenFeature goes here.
  {
    provide: FeatureFlags,
    inject: [CONFIG],
    useFactory: (config: ConfigServiceConfig) => new OpenFeatureFlags(listedFlags(config.FEATURE_FLAGS)),
  },
  Availability,
  GraphqlServer,
  Inheritance,
  OverridesService,
  Overview,
  { provide: Destinations, useClass: ResolvingDestinations },
  MutationResolvers,
  NamespaceMap,
  Paths,
  PlaceFinder,
  BatchSources,
  DeadLetters,
  DeliverySummary,
  DeliveryTail,
  EventStreams,
  JobOpener,
  JobRunner,
  LogSearch,
  Previewer,
  Purge,
  Resender,
  QueryResolvers,
  ScopeFinder,
  ServiceNodes,
  SettingsMetrics,
  SettingsPublisher,
  SettingsService,
  SettingsTester,
  SettingsWriter,
  SignIn,
  TrialSettingsService,
];

@Module({
  controllers,
  providers: [
    ...coreProviders,
    ...healthInfrastructure,
    ...mongoStores,
    { provide: Backlog, useClass: KafkaBacklog },
    { provide: DeliverySink, useClass: KafkaDeliverySink },
    { provide: EventArchive, useClass: KafkaEventArchive },
    { provide: IdentityProvider, useClass: HttpIdentityProvider },
    { provide: RevisionSink, useClass: KafkaRevisionSink },
    { provide: SettingsTopic, useClass: KafkaSettingsTopic },
    {
      provide: ConsumerWatch,
      inject: [PathIntake, Registry, CONFIG, LOGGER],
      useFactory: consumerWatch,
    },
    AccountKeeper,
    AccountingIntake,
    AccountingMetrics,
    FirstToken,
    Lifecycle,
    PathIntake,
    PlaceWriter,
  ],
})
export class AppModule {}

function consumerWatch(
  { consumers }: PathIntake,
  registry: Registry,
  config: ConfigServiceConfig,
  logger: Logger,
): ConsumerWatch {
  const watch = new ConsumerWatch(createKafka(config, logger), registry, logger, {
    intervalMs: config.KAFKA_LAG_INTERVAL,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
  });
  watch.watch(consumers);
  return watch;
}
