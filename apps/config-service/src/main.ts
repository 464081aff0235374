import 'reflect-metadata';
import { kafkaProblems, mongoProblems } from '@patchbay/service-kit/config';
import { runService } from '@patchbay/service-kit/service';
import { AppModule } from './app.module.ts';
import { configServiceSettings } from './config.ts';
import { configureHttp } from './rest/configure-http.ts';
import { httpOptions } from './rest/http-options.ts';

await runService({
  name: 'config-service',
  settings: configServiceSettings,
  checks: [kafkaProblems, mongoProblems],
  module: AppModule,
  http: httpOptions,
  configure: configureHttp,
});
