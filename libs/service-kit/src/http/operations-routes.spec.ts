import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createRegistry } from '../metrics/index.ts';
import { serveOperations } from './operations-routes.ts';
import { Readiness } from './readiness.ts';

class Empty {}

describe('serveOperations', () => {
  const readiness = new Readiness();
  let problem: string | undefined;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    app = await NestFactory.create<NestFastifyApplication>({ module: Empty }, new FastifyAdapter());
    readiness.add('kafka', () => problem);
    readiness.add('other', () => undefined);
    serveOperations(app, createRegistry('test'), readiness);
    await app.init();
  });

  afterAll(() => app.close());

  const get = (url: string) => app.inject({ method: 'GET', url });

  it('is alive even when it is not ready', async () => {
    problem = 'not reached yet';
    const { statusCode, body } = await get('/healthz');
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: 'alive' }]);
  });

  it('says what keeps it from being ready, with a status that probes understand', async () => {
    problem = 'not reached yet';
    const { statusCode, body } = await get('/readyz');
    expect([statusCode, JSON.parse(body)]).toEqual([
      503,
      { status: 'not ready', problems: { kafka: 'not reached yet' } },
    ]);
  });

  it('is ready once no part has a problem', async () => {
    problem = undefined;
    const { statusCode, body } = await get('/readyz');
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: 'ready' }]);
  });

  it('serves the metrics in the format that Prometheus reads', async () => {
    const { statusCode, headers, body } = await get('/metrics');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('patchbay_process_cpu_seconds_total{service="test"}');
  });
});
