import { ApiClient } from '../services/index.ts';
import { MaintenanceError } from './maintenance-error.ts';

/** Of each kind a comparison finds: how many, and the first of them. */
export interface Listed {
  readonly count: number;
  readonly ids: readonly string[];
}

export interface DriftAnswer {
  readonly in_mongodb: number;
  readonly in_topic: number;
  readonly missing: Listed;
  readonly stale: Listed;
  readonly unexpected: Listed;
}

export interface PublicationAnswer {
  readonly unpublished: number;
  readonly total: number;
}

export interface KeysAnswer {
  readonly primary_key: string;
  readonly unpublished: number;
  readonly keys: readonly {
    readonly id: string;
    readonly settings: number;
    readonly primary: boolean;
    readonly known: boolean;
    readonly unused: boolean;
  }[];
  readonly rotation: {
    readonly running: boolean;
    readonly done: number;
    readonly total: number;
    readonly failed: number;
    readonly failures: readonly {
      readonly integration_id: string;
      readonly key: string;
      readonly code: string;
    }[];
  } | null;
}

/** The routes for maintenance, as the tools call them. */
export interface AdminApi {
  keys(): Promise<KeysAnswer>;
  rotateKeys(): Promise<KeysAnswer>;
  publication(): Promise<PublicationAnswer>;
  republish(): Promise<PublicationAnswer>;
  drift(): Promise<DriftAnswer>;
}

/** Going through a million settings takes its time, and nothing is gained by giving up on it. */
const TIMEOUT_MS = 600_000;

/** @param url of config-service */
export function adminApi(url: string, token: string): AdminApi {
  const client = new ApiClient(url, token);
  const ask = async (method: 'GET' | 'POST', path: string): Promise<unknown> => {
    const { status, body } = await client
      .call(method, `/api/v4/admin/${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch((cause: unknown) => {
        throw new MaintenanceError(`nothing answers at ${url}: is config-service there?`, { cause });
      });
    if (status < 300) return body;
    throw new MaintenanceError(`${method} ${path} was answered ${String(status)}: ${JSON.stringify(body)}`);
  };
  return {
    keys: async () => (await ask('GET', 'keys')) as KeysAnswer,
    rotateKeys: async () => (await ask('POST', 'keys/rotate')) as KeysAnswer,
    publication: async () => (await ask('GET', 'settings/publication')) as PublicationAnswer,
    republish: async () => (await ask('POST', 'settings/republish')) as PublicationAnswer,
    drift: async () => (await ask('GET', 'settings/drift')) as DriftAnswer,
  };
}
