import type { MetricDeclarations } from './metric-declaration.ts';

export const clientMetrics = {
  errors: {
    type: 'counter',
    name: 'patchbay_client_errors_total',
    help: 'What the clients of Kafka and MongoDB complained of, by client and the part of it that did.',
    labels: ['client', 'part'],
  },
  certificateExpiry: {
    type: 'gauge',
    name: 'patchbay_certificate_expiry_seconds',
    help: 'Seconds until the certificates of a setting expire; below zero once they have.',
    labels: ['setting'],
  },
} as const satisfies MetricDeclarations;

type Client = 'kafka' | 'mongodb';

/** From the start, so that the first complaint is an increase and not a series out of nowhere. */
const counts = new Map([
  ['kafka Connection', 0],
  ['mongodb connection', 0],
]);

/** Counts a complaint of a client. Of the process and not of a registry: clients are made in many places. */
export function countClientError(client: Client, part: string): void {
  const key = `${client} ${part}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What was counted so far. */
export function clientErrors(): readonly {
  readonly labels: [client: string, part: string];
  count: number;
}[] {
  return [...counts].map(([key, count]) => {
    const space = key.indexOf(' ');
    return { labels: [key.slice(0, space), key.slice(space + 1)], count };
  });
}
