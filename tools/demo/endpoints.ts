import { pickPort } from '../local-stack/ports.ts';
import { Receiver } from '../receiver/index.ts';
import type { Behaviour, ReceivedRequest } from '../receiver/index.ts';

/** Each endpoint has an origin of its own: breakers and limits are kept per origin. */
export const ENDPOINTS = {
  audit: { note: 'answers at once', behaviour: { jitterMs: 10 } },
  chat: { note: 'answers at once', behaviour: { delayMs: 5, jitterMs: 20, body: 'ok' } },
  teams: {
    note: 'fails with 503 now and then',
    behaviour: { failRate: 0.3, maxFailuresPerKey: 2, delayMs: 10, jitterMs: 20, body: '1' },
  },
  webex: { note: 'takes about 2 s', behaviour: { delayMs: 1800, jitterMs: 400 } },
  jenkins: { note: 'answers 201', behaviour: { answers: [201], delayMs: 30 } },
  telegram: { note: 'answers at once', behaviour: { jitterMs: 30, body: '{"ok":true,"result":{}}' } },
  datadog: { note: 'answers 202', behaviour: { answers: [202], jitterMs: 15 } },
  gone: { note: 'answers 410: nobody lives here any more', behaviour: { answers: [410] } },
} as const satisfies Readonly<Record<string, { note: string; behaviour: Behaviour }>>;

export type EndpointName = keyof typeof ENDPOINTS;
export type Endpoints = Readonly<Record<EndpointName, Receiver>>;

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as readonly EndpointName[];
/** Retries of an earlier run still find their receiver, unless the port was taken meanwhile. */
const FIRST_PORT = 4010;

export async function startEndpoints(
  onRequest: (endpoint: EndpointName, request: ReceivedRequest) => void,
): Promise<Endpoints> {
  const taken = new Set<number>();
  const started: [EndpointName, Receiver][] = [];
  for (const [index, name] of ENDPOINT_NAMES.entries()) {
    const port = await pickPort(FIRST_PORT + index, taken);
    const receiver = await Receiver.start({
      port,
      maxRequests: 1000,
      onRequest: onRequest.bind(undefined, name),
    });
    receiver.on('/', ENDPOINTS[name].behaviour);
    started.push([name, receiver]);
  }
  return Object.fromEntries(started) as Record<EndpointName, Receiver>;
}

export async function closeEndpoints(endpoints: Endpoints): Promise<void> {
  await Promise.all(Object.values(endpoints).map((receiver) => receiver.close()));
}
