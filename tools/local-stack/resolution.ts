import type { ComponentName, ComponentRecord, Provider } from './state-file.ts';

export const environmentNames: Record<ComponentName, string> = {
  kafka: 'KAFKA_BROKERS',
  mongo: 'MONGODB_URI',
};

export interface Circumstances {
  /** What the environment names for this component, if it counts for this start. */
  fromEnvironment: string | undefined;
  isDockerUsable: boolean;
}

/** What someone set on purpose comes first, then containers, then servers that the project fetches and runs itself. */
export function chooseProvider({ fromEnvironment, isDockerUsable }: Circumstances): Provider {
  if (fromEnvironment !== undefined) return 'environment';
  return isDockerUsable ? 'docker' : 'embedded';
}

/** What a variable names, unless it is this stack's own address: a shell that took the lines which `up` prints has that. */
export function namedByOthers(
  value: string | undefined,
  record: ComponentRecord | undefined,
): string | undefined {
  if (value === undefined || value === '') return undefined;
  const isOwn = record !== undefined && record.provider !== 'environment' && record.address === value;
  return isOwn ? undefined : value;
}

export type Recovery = 'start' | 'reuse' | 'end, then start';

/** What becomes of a component that an earlier start recorded, perhaps before it crashed. */
export function planRecovery(
  record: ComponentRecord | undefined,
  wanted: Provider,
  isHealthy: boolean,
): Recovery {
  if (record === undefined || record.provider === 'environment') return 'start';
  return record.provider === wanted && isHealthy ? 'reuse' : 'end, then start';
}

export interface HostPort {
  host: string;
  port: number;
}

/** The hosts in a broker list or a MongoDB URI; none for `mongodb+srv`, whose hosts only DNS knows. Undefined if it cannot be read. */
export function hostsOf(name: ComponentName, address: string): HostPort[] | undefined {
  if (name === 'mongo' && address.startsWith('mongodb+srv://')) return [];
  const list = name === 'mongo' ? /^mongodb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(address)?.[1] : address;
  const defaultPort = name === 'mongo' ? 27_017 : undefined;
  const hosts = (list ?? '').split(',').map((entry) => parseHost(entry.trim(), defaultPort));
  return hosts.every((host) => host !== undefined) ? hosts : undefined;
}

function parseHost(text: string, defaultPort: number | undefined): HostPort | undefined {
  const match = /^(\[[\da-f:.]+\]|[^:\s[\]]+)(?::(\d{1,5}))?$/i.exec(text);
  const port = match?.[2] === undefined ? defaultPort : Number(match[2]);
  if (match?.[1] === undefined || port === undefined || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

/** For people and logs: a URI without its password. */
export function withoutPassword(address: string): string {
  return address.replace(/^([a-z+]+:\/\/[^:@/]*):[^@/]*@/, '$1:…@');
}
