import 'reflect-metadata';
import { kafkaProblems } from '@patchbay/service-kit/config';
import { RecordTransport } from '@patchbay/service-kit/kafka';
import { runService } from '@patchbay/service-kit/service';
import { AppModule } from './app.module.ts';
import { dispatcherSettings } from './config.ts';

await runService({
  name: 'dispatcher',
  settings: dispatcherSettings,
  checks: [kafkaProblems],
  module: AppModule,
  configure: (app) => {
    app.connectMicroservice({ strategy: app.get(RecordTransport) });
  },
});
