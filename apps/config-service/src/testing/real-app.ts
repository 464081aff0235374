import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness, serveOperations } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry, createRegistry } from '@patchbay/service-kit/metrics';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { Tracing } from '@patchbay/service-kit/tracing';
import { AppModule } from '../app.module.ts';
import { configServiceSettings } from '../config.ts';
import { configureHttp } from '../rest/configure-http.ts';
import { TEST_ENVIRONMENT, TOKENS } from './test-app.ts';

export interface RealApp {
  readonly app: NestFastifyApplication;
  /** Asks with an administrator's token; `body` is parsed JSON. */
  call(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
  ): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** A database and a topic prefix that no other test has. */
export function ownPlace(): { readonly database: string; readonly KAFKA_TOPIC_PREFIX: string } {
  const name = `t${randomUUID().slice(0, 8)}`;
  return { database: `config_${name}`, KAFKA_TOPIC_PREFIX: `${name}.` };
}

/** The URI of the test's own database on the run's MongoDB. */
export function mongodbUri(database: string, port?: number): string {
  const url = new URL(process.env['MONGODB_URI'] ?? '');
  url.pathname = `/${database}`;
  if (port !== undefined) {
    url.host = `127.0.0.1:${port}`;
    // Otherwise the driver would ask the replica set for its members and go around the proxy.
    url.search = '?directConnection=true';
  }
  return url.href;
}

/** The whole service, with real MongoDB and Kafka; only its HTTP server listens nowhere. */
export async function startRealApp(environment: Readonly<Record<string, string>>): Promise<RealApp> {
  const config = loadConfig(configServiceSettings, {
    ...TEST_ENVIRONMENT,
    KAFKA_AUTO_CREATE: 'true',
    // Who shares topics shares groups, and nobody else does.
    KAFKA_CONSUMER_GROUP_PREFIX: environment['KAFKA_TOPIC_PREFIX'] ?? '',
    ...environment,
  });
  const shutdown = new AbortController();
  const context = [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: createLogger('test', process.env['TEST_LOG_LEVEL'] ?? 'fatal') },
    { provide: SHUTDOWN, useValue: shutdown.signal },
    { provide: Registry, useValue: createRegistry('test') },
    { provide: Readiness, useValue: new Readiness() },
    { provide: Tracing, useValue: new Tracing() },
  ];
  class Context {}
  Logger.overrideLogger(false);
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Context, global: true, imports: [AppModule], providers: context, exports: context },
    new FastifyAdapter(),
  );
  serveOperations(app, app.get(Registry), app.get(Readiness));
  await configureHttp(app, config);
  await app.init();
  return {
    app,
    call: async (method, path, payload) => {
      const headers = { 'private-token': TOKENS.admin };
      const answer = await app.inject({ method, url: path, headers, ...(payload && { payload }) });
      return {
        status: answer.statusCode,
        body: answer.body === '' ? null : (JSON.parse(answer.body) as unknown),
      };
    },
    close: async () => {
      shutdown.abort();
      await app.close();
    },
  };
}
