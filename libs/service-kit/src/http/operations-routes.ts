import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Registry } from 'prom-client';
import { exposition } from '../metrics/index.ts';
import type { Readiness } from './readiness.ts';

/** Serves `/metrics`, `/healthz` (the process is alive) and `/readyz` (it can take work; 503 with reasons when not). */
export function serveOperations(app: NestFastifyApplication, registry: Registry, readiness: Readiness): void {
  const server = app.getHttpAdapter().getInstance();
  server.get('/healthz', () => ({ status: 'alive' }));
  server.get('/readyz', (_request, reply) => {
    const problems = readiness.problems();
    const notes = readiness.notes();
    const noted = Object.keys(notes).length > 0 ? { notes } : {};
    const isReady = Object.keys(problems).length === 0;
    return reply
      .status(isReady ? 200 : 503)
      .send(isReady ? { status: 'ready', ...noted } : { status: 'not ready', problems, ...noted });
  });
  server.get('/metrics', async (request, reply) => {
    const { contentType, text } = await exposition(registry, request.headers.accept);
    return reply.header('content-type', contentType).send(text);
  });
}
