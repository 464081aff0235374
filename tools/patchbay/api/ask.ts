import { ApiClient } from '../../services/index.ts';
import { CliError } from '../cli-error.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks config-service and gives the body of its answer. @throws CliError when it refuses or does not answer */
export type Ask = (method: Method, path: string, body?: object) => Promise<unknown>;

/** Going through a million settings takes its time, and nothing is gained by giving up on it. */
const TIMEOUT_MS = 600_000;

/** @param url of config-service */
export function askingApi(url: string, token: string): Ask {
  const client = new ApiClient(url, token);
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const content = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await client
      .call(method, path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...content })
      .catch((cause: unknown) => {
        throw new CliError(`nothing answers at ${url}: is config-service there?`, { cause });
      });
    if (answer.status < 300) return answer.body;
    throw new CliError(
      `${method} ${path} was answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`,
    );
  };
}
