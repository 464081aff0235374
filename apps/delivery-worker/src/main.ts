import 'reflect-metadata';
import { kafkaProblems, mongoProblems } from '@patchbay/service-kit/config';
import { runService } from '@patchbay/service-kit/service';
import { AppModule } from './app.module.ts';
import { deliveryWorkerSettings } from './config.ts';
import { connectTransports } from './transports.ts';

await runService({
  name: 'delivery-worker',
  settings: deliveryWorkerSettings,
  checks: [kafkaProblems, mongoProblems],
  module: AppModule,
  configure: connectTransports,
});
