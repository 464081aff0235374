import type { ScopeKey } from '@patchbay/integration-contracts';
import { seededRandom } from '@patchbay/tools/receiver';
import { ApiClient } from '@patchbay/tools/services';
import { Pool } from 'undici';
import { BenchError } from '../bench/bench-error.ts';
import { percentilesOf } from './percentiles.ts';
import type { Percentiles } from './percentiles.ts';
import type { SettingsPlan } from './settings-plan.ts';

export const OPERATIONS = ['list', 'get', 'put'] as const;
export type Operation = (typeof OPERATIONS)[number];
export const CONCURRENCIES = [1, 16] as const;

/** Of one operation by so many clients at once. */
export interface ApiLatency extends Percentiles {
  readonly operation: Operation;
  readonly concurrency: number;
}

interface Request {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly body?: string;
}

export interface ApiUnderTest {
  readonly url: string;
  readonly adminToken: string;
  readonly plan: SettingsPlan;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const REQUESTS = 1000;
const WARM_UP_REQUESTS = 200;
/** More than fit into any cache of a service, and few beside all. */
const PROJECTS = 5000;
const SLUG = 'webhook';

/** Each operation on projects that have a web hook, picked at random, over connections that are kept, after a warm-up. */
export async function measureApi(api: ApiUnderTest): Promise<ApiLatency[]> {
  const pool = new Pool(api.url, { connections: Math.max(...CONCURRENCIES) });
  const random = seededRandom(api.seed);
  const projects = api.plan.projectsWithWebhook(PROJECTS);
  const anyProject = (): ScopeKey => projects[Math.floor(random() * projects.length)] ?? 'instance';
  const measured: ApiLatency[] = [];
  try {
    for (const operation of OPERATIONS) {
      const timed = (): Promise<number> => timeOf(pool, api.adminToken, requestFor(operation, anyProject()));
      await atOnce(WARM_UP_REQUESTS, Math.max(...CONCURRENCIES), timed);
      for (const concurrency of CONCURRENCIES) {
        api.signal.throwIfAborted();
        const times = await atOnce(REQUESTS, concurrency, timed);
        measured.push({ operation, concurrency, ...percentilesOf(times) });
      }
    }
    return measured;
  } finally {
    await pool.close();
  }
}

function requestFor(operation: Operation, scope: ScopeKey): Request {
  if (operation === 'list') return { method: 'GET', path: ApiClient.pathOf(scope) };
  const path = ApiClient.pathOf(scope, SLUG);
  if (operation === 'get') return { method: 'GET', path };
  const body = { url: 'https://hooks.example.com/events', token: 'scale-token', push_events: true };
  return { method: 'PUT', path, body: JSON.stringify(body) };
}

/** @returns milliseconds until the last byte of the answer */
async function timeOf(pool: Pool, token: string, { method, path, body }: Request): Promise<number> {
  const startedAt = performance.now();
  const answer = await pool.request({
    method,
    path,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await answer.body.text();
  const elapsedMs = performance.now() - startedAt;
  if (answer.statusCode >= 300) {
    throw new BenchError(`${method} ${path} was answered ${answer.statusCode}: ${text}`);
  }
  return elapsedMs;
}

async function atOnce(count: number, concurrency: number, work: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  let left = count;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      results.push(await work());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  return results;
}
