import type { AttemptDocument } from '@patchbay/integration-contracts';

/** The first attempt at a delivery, answered with 200. */
export function anAttempt(changes: Partial<AttemptDocument> = {}): AttemptDocument {
  return {
    _id: 'd:1:0',
    deliveryId: 'd',
    eventId: 'event-1',
    integrationId: 'int-1',
    projectKey: '1042',
    name: 'probe',
    trigger: 'push',
    revision: 2,
    attempt: 1,
    step: 0,
    outcome: 'delivered',
    at: new Date(1_700_000_000_000),
    durationMs: 5,
    request: {
      method: 'POST',
      url: 'https://hooks.example.com/in',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"ping":true}'),
      isBodyCut: false,
    },
    response: { status: 200, headers: { 'x-a': ['1', '2'] }, body: Buffer.from('ok'), isBodyCut: false },
    record: 'integration.deliveries/0/1',
    expiresAt: new Date(1_800_000_000_000),
    ...changes,
  };
}
