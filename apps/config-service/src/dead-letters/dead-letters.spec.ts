import { SAMPLES, deliveryIdOf, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { AuditTrail } from '../audit/audit-trail.ts';
import { HOOK, START, SendingService } from '../testing/sending-service.ts';
import type { Json } from '../testing/sending-service.ts';
import { TOKENS } from '../testing/test-app.ts';

const ADMIN = 'admin/dead-letters';

describe('dead letters', () => {
  let service: SendingService;
  beforeEach(async () => {
    service = await SendingService.start();
  });
  afterEach(() => service.app.app.close());

  /** Letters that died one second after the other, in turns on two partitions. */
  function bury(
    count: number,
    changes: { reason?: string; integrationId?: string; first?: number } = {},
  ): void {
    const { reason = 'http_404', integrationId = service.integrationId, first = 0 } = changes;
    const letters = Array.from({ length: count }, (_, index): KafkaRecord => {
      const number = first + index;
      const retry = { attempts: 1, firstAttemptAt: START, notBefore: START, step: 0, parks: 0 };
      return {
        ...{ topic: 'integration.deliveries.dead', partition: number % 2, offset: String(number >> 1) },
        ...{ key: null, value: Buffer.from(JSON.stringify(SAMPLES.push)) },
        timestampMs: START + number * 1000,
        headers: encodeDeliveryHeaders({
          ...{ eventId: `event-${number}`, trigger: 'push', projectKey: '7', eventAt: START },
          ...{ passThrough: {}, targets: [{ integrationId, revision: 1 }] },
          retry: { ...retry, lastOutcome: reason },
        }),
      };
    });
    service.app.archive.bury('deliveriesDead', ...letters);
  }

  const eventsOf = ({ body }: { body: Json }): unknown[] =>
    (body['dead_letters'] as readonly Json[]).map((letter) => letter['event_id']);

  it('are shown to administrators, newest first and page by page', async () => {
    bury(5);
    const first = await service.call('GET', `${ADMIN}?limit=3`);
    expect(first.status).toBe(200);
    expect(eventsOf(first)).toEqual(['event-4', 'event-3', 'event-2']);
    const second = await service.call('GET', `${ADMIN}?limit=3&cursor=${String(first.body['next_cursor'])}`);
    expect(eventsOf(second)).toEqual(['event-1', 'event-0']);
    expect(second.body['next_cursor']).toBeNull();
    expect((first.body['dead_letters'] as readonly Json[])[0]).toEqual({
      ...{ kind: 'deliveries', partition: 0, offset: 2, reason: 'http_404', detail: null },
      ...{ event_id: 'event-4', delivery_id: deliveryIdOf('event-4', service.integrationId, '7') },
      ...{ integration_id: service.integrationId, trigger: 'push', project_key: '7', attempts: 1 },
      ...{ at: new Date(START + 4000).toISOString(), first_attempt_at: new Date(START).toISOString() },
      bytes: JSON.stringify(SAMPLES.push).length,
    });
  });

  it('can be asked for by integration, reason and time', async () => {
    bury(4, { reason: 'attempts_exhausted: http_503' });
    const since = new Date(START + 1000).toISOString();
    const until = new Date(START + 3000).toISOString();
    expect(eventsOf(await service.call('GET', `${ADMIN}?since=${since}&until=${until}`))).toEqual([
      'event-2',
      'event-1',
    ]);
    for (const reason of ['attempts_exhausted', 'http_503'])
      expect(eventsOf(await service.call('GET', `${ADMIN}?reason=${reason}`))).toHaveLength(4);
    expect(eventsOf(await service.call('GET', `${ADMIN}?reason=http_50`))).toEqual([]);
    expect(eventsOf(await service.call('GET', `${ADMIN}?integration_id=another`))).toEqual([]);
    expect(eventsOf(await service.call('GET', `${ADMIN}?kind=events`))).toEqual([]);
  });

  it('are shown to people of their integration alone', async () => {
    bury(2, { integrationId: 'another' });
    expect(eventsOf(await service.call('GET', `${HOOK}/dead-letters`, undefined, TOKENS.project))).toEqual(
      [],
    );
    bury(1, { first: 2 });
    expect(eventsOf(await service.call('GET', `${HOOK}/dead-letters`, undefined, TOKENS.project))).toEqual([
      'event-2',
    ]);
    const refused = await service.call('GET', ADMIN, undefined, TOKENS.project);
    expect(refused.status).toBe(403);
  });

  it('are shown whole, one at a time, as long as Kafka has them', async () => {
    bury(1);
    const { body } = await service.call('GET', `${ADMIN}/0/0`);
    expect(body).toMatchObject({
      ...{ event_id: 'event-0', payload: JSON.stringify(SAMPLES.push), payload_cut: false },
      headers: { trigger: 'push', 'project-key': '7' },
    });
    for (const place of ['0/1', '7/0', 'x/0'])
      expect((await service.call('GET', `${ADMIN}/${place}`)).status).toBe(404);
  });

  it('tell of an event that could not be read', async () => {
    const headers = { 'dead-reason': 'malformed_json', 'dead-detail': 'at 7', 'event-id': 'e1' };
    const place = { topic: 'gitlab.events.dead', partition: 0, offset: '0', key: null };
    service.app.archive.bury('eventsDead', { ...place, value: null, timestampMs: START, headers });
    const { body } = await service.call('GET', `${ADMIN}?kind=events`);
    expect(body['dead_letters']).toMatchObject([
      { kind: 'events', reason: 'malformed_json', detail: 'at 7', event_id: 'e1', delivery_id: null },
    ]);
  });

  it('are sent again, but for those that were delivered since and those that died for something else', async () => {
    bury(3);
    service.delivered(1, { outcome: 'delivered' });
    const asked = { scope: 'project:7', integration: 'webhook', since: new Date(START).toISOString() };
    const { status, body } = await service.call('POST', `${ADMIN}/replay`, { ...asked, reason: 'http_404' });
    expect([status, body['outcome']]).toEqual([202, 'dead']);
    await service.runJobs();
    expect([...service.sentEvents].sort()).toEqual(['event-0', 'event-2']);
    expect(service.app.deliveries.sent[0]?.headers).toMatchObject({
      targets: [{ integrationId: service.integrationId }],
      request: { id: body['id'], kind: 'replay' },
    });
    expect(service.app.deliveries.sent[0]?.headers.retry).toBeUndefined();
    expect(await service.job(`${HOOK}/jobs/${String(body['id'])}`)).toMatchObject({ state: 'done', sent: 2 });
    await service.call('POST', `${ADMIN}/replay`, { ...asked, reason: 'http_500' });
    await service.runJobs();
    expect(service.sentEvents).toHaveLength(2);
  });

  it('are deleted up to a time, and the trail says who wanted it', async () => {
    bury(5);
    const before = new Date(START + 3000).toISOString();
    expect((await service.call('POST', `${ADMIN}/purge`, { before })).body).toEqual({ purged: 3 });
    expect(eventsOf(await service.call('GET', ADMIN))).toEqual(['event-4', 'event-3']);
    const [entry] = await service.app.app.get(AuditTrail).list({ limit: 1 });
    expect(entry).toMatchObject({
      ...{ action: 'dead_letters_purged', actor: { name: 'admin' } },
      changes: { deliveries: { to: before } },
    });
    expect((await service.call('POST', `${ADMIN}/purge`, { before })).body).toEqual({ purged: 0 });
  });

  it.each([
    ['GET', `${ADMIN}?kind=all`, undefined, 'kind must be one of deliveries, events.'],
    ['GET', `${ADMIN}?since=yesterday`, undefined, 'since must be a time'],
    ['GET', `${ADMIN}?cursor=abc`, undefined, 'cursor is not one'],
    ['GET', `${HOOK}/dead-letters?integration_id=another`, undefined, 'There are only'],
    ['POST', `${ADMIN}/purge`, {}, 'before must be a time'],
    [
      'POST',
      `${ADMIN}/replay`,
      { scope: 'project:7', since: new Date(START).toISOString() },
      'integration must be',
    ],
    ['POST', `${ADMIN}/replay`, { scope: 'all', integration: 'webhook' }, 'since must be a time'],
  ] as const)('%s %s %j is refused', async (method, path, body, message) => {
    const answer = await service.call(method, path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(message);
  });
});
