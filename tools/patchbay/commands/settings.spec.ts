import { running } from '../testing/scripted-world.ts';

const NONE = { count: 0, ids: [] };

describe('patchbay settings', () => {
  it('publishes again and waits until all are published', async () => {
    const answers = [9, 4, 4, 0].map((unpublished) => ({ unpublished, total: 9 }));
    const { code, lines, notes, asked } = await running(['settings', 'republish'], { answers });
    expect(code).toBe(0);
    expect(asked[0]).toBe('POST /api/v4/admin/settings/republish');
    expect(notes).toEqual(['0 of 9 published', '5 of 9 published']);
    expect(lines).toEqual(['all 9 published']);
  });

  it('says so when topic and MongoDB agree', async () => {
    const drift = { in_mongodb: 2, in_topic: 2, missing: NONE, stale: NONE, unexpected: NONE };
    const { code, lines } = await running(['settings', 'drift'], { answers: [drift] });
    expect(code).toBe(0);
    expect(lines).toEqual(['2 settings in MongoDB, 2 in the topic', 'they agree']);
  });

  it('lists what differs and what to do, and ends with 1', async () => {
    const drift = { in_mongodb: 5, in_topic: 2, stale: NONE, unexpected: { count: 1, ids: ['x'] } };
    const answers = [{ ...drift, missing: { count: 3, ids: ['a', 'b'] } }];
    const { code, lines } = await running(['settings', 'drift'], { answers });
    expect(code).toBe(1);
    expect(lines.slice(1)).toEqual([
      ...['3 are missing in the topic:', '  a', '  b', '  and 1 more'],
      ...['1 are in the topic and not in MongoDB:', '  x'],
      'put it right with `patchbay settings republish`',
    ]);
  });
});
