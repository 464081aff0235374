import type { AuditTrail } from '../audit/audit-trail.ts';
import { someAuditEntry } from './some-audit-entry.ts';

const minute = (count: number): Date => new Date(Date.UTC(2026, 2, 1, 12, count));

/** What every audit trail must do; `open` gives an empty one. */
export function describeAuditTrail(kind: string, open: () => Promise<AuditTrail> | AuditTrail): void {
  describe(`${kind}: the audit trail`, () => {
    let trail: AuditTrail;
    beforeEach(async () => {
      trail = await open();
    });

    it('gives back what was added, values and times included', async () => {
      const entry = someAuditEntry({ changes: { rooms: { from: ['a'], to: [{ $gt: 1, 'x.y': null }] } } });
      await trail.append([entry]);
      expect(await trail.list({ limit: 10 })).toEqual([entry]);
    });

    it('leaves an entry as it is when it is brought again', async () => {
      const entry = someAuditEntry();
      await trail.append([entry]);
      await trail.append([{ ...entry, action: 'deleted' }, someAuditEntry({ at: minute(1) })]);
      const listed = await trail.list({ limit: 10 });
      expect(listed.map(({ action }) => action)).toEqual(['created', 'created']);
    });

    it('takes nothing without complaint', async () => {
      await trail.append([]);
      expect(await trail.list({ limit: 10 })).toEqual([]);
    });

    it('lists the newest first, page by page, entries of one moment included', async () => {
      const entries = [0, 1, 1, 2].map((at) => someAuditEntry({ at: minute(at) }));
      await trail.append(entries);
      const all = await trail.list({ limit: 10 });
      expect(all.map(({ at }) => at)).toEqual([2, 1, 1, 0].map(minute));
      for (const [index, after] of all.entries()) {
        expect(await trail.list({ limit: 2, after })).toEqual(all.slice(index + 1, index + 3));
      }
    });

    it('finds by scope, name, label, actor and time, all at once', async () => {
      const wanted = { scope: 'group:a', name: 'slack', label: 'x' } as const;
      const entry = someAuditEntry({
        ...wanted,
        at: minute(5),
        actor: { ...someAuditEntry().actor, name: 'kim' },
      });
      await trail.append([entry, someAuditEntry({ at: minute(5) }), someAuditEntry({ at: minute(9) })]);
      const query = { ...wanted, actor: 'kim', since: minute(5), until: minute(6), limit: 10 };
      expect(await trail.list(query)).toEqual([entry]);
      const others = [
        { scope: 'group:b' },
        { name: 'webhook' },
        { label: '' },
        { actor: 'lee' },
        { since: minute(6) },
        { until: minute(5) },
      ] as const;
      for (const other of others) {
        expect([other, await trail.list({ ...query, ...other })]).toEqual([other, []]);
      }
    });
  });
}
