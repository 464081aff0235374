import type { Provider, Type } from '@nestjs/common';
import { AllHealthController } from './all-health.controller.ts';
import { BreakerBoard } from './breaker-board.ts';
import { BreakerIntake } from './breaker.intake.ts';
import { BreakersController } from './breakers.controller.ts';
import { HealthController } from './health.controller.ts';
import { HealthIntake } from './health.intake.ts';
import { HealthLifecycle } from './health-lifecycle.ts';
import { HealthMetrics } from './health-metrics.ts';
import { HealthPublisher } from './health.publisher.ts';
import { HealthRegister } from './health-register.ts';
import { HealthReset } from './health-reset.ts';
import { HealthSink } from './health.sink.ts';
import { HealthWriter } from './health-writer.ts';
import { KafkaHealthSink } from './kafka-health.sink.ts';
import { OperationsWebhook } from './operations-webhook.ts';

export const healthControllers: Type[] = [HealthController, AllHealthController, BreakersController];

/** What is the same whatever stands behind the ports. */
export const healthProviders: Provider[] = [
  BreakerBoard,
  HealthMetrics,
  HealthPublisher,
  HealthRegister,
  HealthReset,
  OperationsWebhook,
];

/** What needs Kafka; the store is among those of MongoDB. */
export const healthInfrastructure: Provider[] = [
  { provide: HealthSink, useClass: KafkaHealthSink },
  BreakerIntake,
  HealthIntake,
  HealthLifecycle,
  HealthWriter,
];
