import { Module } from '@nestjs/common';
import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import { AccessGuard } from './access/access.guard.ts';
import { TokenRegistry } from './access/token-registry.ts';
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
import { Lifecycle } from './lifecycle.ts';
import { DeliveriesController } from './request-log/deliveries.controller.ts';
import { MongoRequestLog } from './request-log/mongo-request-log.ts';
import { RequestLog } from './request-log/request-log.ts';
import { ErrorFilter } from './rest/error.filter.ts';
import { FormController } from './rest/form.controller.ts';
import { IntegrationsController } from './rest/integrations.controller.ts';
import { LinksController } from './rest/links.controller.ts';
import { SearchController } from './rest/search.controller.ts';
import { DeliverySink } from './sending/delivery.sink.ts';
import { KafkaDeliverySink } from './sending/kafka-delivery.sink.ts';
import { Clock, SystemClock } from './settings/clock.ts';
import { Inheritance } from './settings/inheritance.ts';
import { KafkaRevisionSink } from './settings/kafka-revision.sink.ts';
import { MongoSettingsStore } from './settings/mongo-settings.store.ts';
import { RevisionSink } from './settings/revision.sink.ts';
import { SettingsMetrics } from './settings/settings-metrics.ts';
import { SettingsPublisher } from './settings/settings.publisher.ts';
import { SettingsService } from './settings/settings.service.ts';
import { SettingsStore } from './settings/settings.store.ts';
import { SettingsWriter } from './settings/settings-writer.ts';
import { MongoStorage } from './storage/mongo-storage.ts';
import { MongoTestTurns } from './trial/mongo-test-turns.ts';
import { Previewer } from './trial/previewer.ts';
import { SettingsTester } from './trial/settings-tester.ts';
import { TestTurns } from './trial/test-turns.ts';
import { TrialController } from './trial/trial.controller.ts';
import { TrialSettingsService } from './trial/trial-settings.ts';

export const controllers: Type[] = [
  IntegrationsController,
  FormController,
  LinksController,
  SearchController,
  DeliveriesController,
  TrialController,
  CatalogueController,
  GraphqlController,
];

/** All that works the same whatever stands behind the ports. */
export const coreProviders: Provider[] = [
  { provide: APP_GUARD, useClass: AccessGuard },
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
  MutationResolvers,
  Previewer,
  QueryResolvers,
  ScopeFinder,
  ServiceNodes,
  SettingsMetrics,
  SettingsPublisher,
  SettingsService,
  SettingsTester,
  SettingsWriter,
  TokenRegistry,
  TrialSettingsService,
];

@Module({
  controllers,
  providers: [
    ...coreProviders,
    { provide: Clock, useClass: SystemClock },
    { provide: DeliverySink, useClass: KafkaDeliverySink },
    { provide: RequestLog, useClass: MongoRequestLog },
    { provide: RevisionSink, useClass: KafkaRevisionSink },
    { provide: SettingsStore, useClass: MongoSettingsStore },
    { provide: TestTurns, useClass: MongoTestTurns },
    Lifecycle,
    MongoStorage,
  ],
})
export class AppModule {}
