import { integrationByName } from '@patchbay/integration-catalogue';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { at as addressAt, own, startSettingsService as setUp } from '../testing/settings-service.ts';

const webhook = integrationByName('webhook') as IntegrationDefinition;
const at = addressAt('project:7', webhook);
const URL_ONE = 'https://one.example/hook';
const refusal = { code: 'precondition_failed' };

describe('a write that expects a revision', () => {
  it('is done when that is the one', async () => {
    const { service } = setUp();
    await service.upsert(at, own({ url: URL_ONE }));
    const changed = await service.upsert(at, own({ push_events: false }), { expectedRevision: 1 });
    expect(changed.revision).toBe(2);
    await service.remove(at, { expectedRevision: 2 });
    await service.purge(at, { expectedRevision: 3 });
    await expect(service.get(at)).rejects.toMatchObject({ code: 'integration_not_found' });
  });

  it('changes nothing otherwise, and names the current one', async () => {
    const { service } = setUp();
    const created = await service.upsert(at, own({ url: URL_ONE }));
    const stale = { expectedRevision: 7 };
    const named = { ...refusal, detail: 'Its revision is 1.' };
    await expect(service.upsert(at, own({ push_events: false }), stale)).rejects.toMatchObject(named);
    await expect(service.remove(at, stale)).rejects.toMatchObject(named);
    await expect(service.purge(at, stale)).rejects.toMatchObject(named);
    expect(await service.get(at)).toEqual(created);
  });

  it('is refused where there is nothing', async () => {
    const { service } = setUp();
    const context = { expectedRevision: 1 };
    await expect(service.upsert(at, own({ url: URL_ONE }), context)).rejects.toMatchObject(refusal);
    await expect(service.remove(at, context)).rejects.toMatchObject(refusal);
    await expect(service.purge(at, context)).rejects.toMatchObject(refusal);
  });

  it('is not repeated on top of somebody else’s: of several at once one is done', async () => {
    const { service } = setUp();
    await service.upsert(at, own({ url: URL_ONE }));
    const writes = ['a', 'b', 'c'].map((part) =>
      service.upsert(at, own({ url: `${URL_ONE}/${part}` }), { expectedRevision: 1 }),
    );
    const results = await Promise.allSettled(writes);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([
      expect.objectContaining(refusal),
      expect.objectContaining(refusal),
    ]);
    expect((await service.get(at)).revision).toBe(2);
  });
});

describe('deleting for good', () => {
  it('publishes a tombstone, after which nothing is left', async () => {
    const { service, store, sink, publisher } = setUp();
    const { id } = await service.upsert(at, own({ url: URL_ONE }));
    await publisher.publishBatch();
    await service.purge(at);
    expect(await service.list('project:7')).toEqual([]);
    expect(await publisher.publishBatch()).toBe(1);
    expect(sink.tombstones).toEqual([id]);
    expect(store.rows.size).toBe(0);
  });

  it('leaves room for new settings at once, which are others', async () => {
    const { service, sink, publisher } = setUp();
    const first = await service.upsert(at, own({ url: URL_ONE, token: 'hook-token-9' }));
    await service.purge(at);
    const second = await service.upsert(at, own({ url: URL_ONE }));
    expect(second).toMatchObject({ revision: 1 });
    expect(second.id).not.toBe(first.id);
    expect(service.valuesOf(second)).not.toHaveProperty('token');
    await publisher.publishBatch();
    expect([sink.sent.map(({ id }) => id), sink.tombstones]).toEqual([[second.id], [first.id]]);
  });

  it('is refused where there is nothing, and where it was changed since the given time', async () => {
    const { service } = setUp();
    await expect(service.purge(at)).rejects.toMatchObject({ code: 'integration_not_found' });
    await service.upsert(at, own({ url: URL_ONE }));
    const unmodifiedSince = new Date('2026-01-01T00:00:00Z');
    await expect(service.purge(at, { unmodifiedSince })).rejects.toMatchObject(refusal);
  });

  it('sends the tombstone again behind a revision that was on its way meanwhile', async () => {
    const { service, store, sink, publisher } = setUp();
    const { id } = await service.upsert(at, own({ url: URL_ONE }));
    const send = sink.send.bind(sink);
    sink.send = async (revisions, deletedIds) => {
      sink.send = send;
      // Another replica deletes it while this one sends, which takes longer than its claim lasts.
      store.nowMs += 60_000;
      await service.purge(at);
      await publisher.publishBatch();
      await sink.send(revisions, deletedIds);
    };
    await publisher.publishBatch();
    expect(sink.sent.map((one) => one.id)).toEqual([id]);
    expect(sink.tombstones).toEqual([id, id]);
  });
});
