import { Module } from '@nestjs/common';
import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import { AccessGuard } from './access/access.guard.ts';
import { TokenRegistry } from './access/token-registry.ts';
import { CatalogueController } from './catalogue/catalogue.controller.ts';
import type { ConfigServiceConfig } from './config.ts';
import { Lifecycle } from './lifecycle.ts';
import { DeliveriesController } from './request-log/deliveries.controller.ts';
import { MongoRequestLog } from './request-log/mongo-request-log.ts';
import { RequestLog } from './request-log/request-log.ts';
import { ErrorFilter } from './rest/error.filter.ts';
import { IntegrationsController } from './rest/integrations.controller.ts';
import { Clock, SystemClock } from './settings/clock.ts';
import { KafkaRevisionSink } from './settings/kafka-revision.sink.ts';
import { MongoSettingsStore } from './settings/mongo-settings.store.ts';
import { RevisionSink } from './settings/revision.sink.ts';
import { SettingsMetrics } from './settings/settings-metrics.ts';
import { SettingsPublisher } from './settings/settings.publisher.ts';
import { SettingsService } from './settings/settings.service.ts';
import { SettingsStore } from './settings/settings.store.ts';
import { MongoStorage } from './storage/mongo-storage.ts';

export const controllers: Type[] = [IntegrationsController, DeliveriesController, CatalogueController];

/** All that works the same whatever stands behind the ports. */
export const coreProviders: Provider[] = [
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_FILTER, useClass: ErrorFilter },
  {
    provide: KeyRing,
    inject: [CONFIG],
    useFactory: (config: ConfigServiceConfig) => config.SEALING_KEYS,
  },
  SettingsMetrics,
  SettingsPublisher,
  SettingsService,
  TokenRegistry,
];

@Module({
  controllers,
  providers: [
    ...coreProviders,
    { provide: Clock, useClass: SystemClock },
    { provide: RequestLog, useClass: MongoRequestLog },
    { provide: RevisionSink, useClass: KafkaRevisionSink },
    { provide: SettingsStore, useClass: MongoSettingsStore },
    Lifecycle,
    MongoStorage,
  ],
})
export class AppModule {}
