import { ApiClient } from '../services/index.ts';
import { DeadError } from './dead-error.ts';

export interface LetterAnswer {
  readonly partition: number;
  readonly offset: number;
  readonly at: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly event_id: string | null;
  readonly delivery_id: string | null;
  readonly integration_id: string | null;
  readonly trigger: string | null;
}

export interface LettersAnswer {
  readonly dead_letters: readonly LetterAnswer[];
  readonly next_cursor: string | null;
}

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly pending: number;
  readonly skipped: number;
}

export type Ask = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

const TIMEOUT_MS = 120_000;

/** @param url of config-service */
export function askingApi(url: string, token: string): Ask {
  const client = new ApiClient(url, token);
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const content = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await client
      .call(method, path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...content })
      .catch((cause: unknown) => {
        throw new DeadError(`nothing answers at ${url}: is config-service there?`, { cause });
      });
    if (answer.status < 300) return answer.body;
    throw new DeadError(
      `${method} ${path} was answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`,
    );
  };
}
