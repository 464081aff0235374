import { running } from '../testing/scripted-world.ts';

const LETTER = {
  ...{ partition: 2, offset: 41, at: '2026-03-01T12:00:00.000Z', reason: 'http_404', detail: null },
  ...{ event_id: 'e1', delivery_id: 'd1', integration_id: 'i1', trigger: 'push' },
};
const JOB = {
  ...{ id: 'j1', state: 'waiting', reason: null, sent: 0, delivered: 0, failed: 0, pending: 0, skipped: 0 },
};

describe('patchbay dead', () => {
  it('lists letters page by page', async () => {
    const answers = [
      { dead_letters: [LETTER], next_cursor: 'c' },
      { dead_letters: [], next_cursor: null },
    ];
    const { asked, lines, code } = await running(['dead', 'list', '--reason', 'http_404'], { answers });
    expect(code).toBe(0);
    expect(asked).toEqual([
      'GET /api/v4/admin/dead-letters?reason=http_404&kind=deliveries&limit=20',
      'GET /api/v4/admin/dead-letters?reason=http_404&kind=deliveries&limit=19&cursor=c',
    ]);
    expect(lines).toEqual([
      'AT                        PLACE  REASON    TRIGGER  INTEGRATION  EVENT  DETAIL',
      '2026-03-01T12:00:00.000Z  2/41   http_404  push     i1           e1     -',
    ]);
  });

  it('asks an integration for its own', async () => {
    const args = ['dead', 'list', '--integration', 'webhook:audit', '--group', 'a/b', '--json'];
    const { asked, lines } = await running(args, {
      answers: [{ dead_letters: [LETTER], next_cursor: null }],
    });
    expect(asked).toEqual(['GET /api/v4/groups/a%2Fb/integrations/webhook%3Aaudit/dead-letters?limit=20']);
    expect(JSON.parse(lines.join('\n'))).toEqual([LETTER]);
  });

  it('shows a letter', async () => {
    const { asked, lines } = await running(['dead', 'show', '2/41', '--kind', 'events'], {
      answers: [{ ...LETTER, headers: { trigger: 'push' } }],
    });
    expect(asked).toEqual(['GET /api/v4/admin/dead-letters/2/41?kind=events']);
    expect(lines).toContain('headers: {"trigger":"push"}');
  });

  it('follows a replay until every delivery has ended, and fails when one did', async () => {
    const args = ['dead', 'replay', '--integration', 'slack', '--since', '2026-03-01'];
    const { asked, lines, notes, code } = await running(args, {
      answers: [
        JOB,
        { ...JOB, state: 'paused', reason: 'breaker_open', sent: 1, pending: 1 },
        { ...JOB, state: 'done', sent: 2, delivered: 1, pending: 1 },
        { ...JOB, state: 'done', sent: 2, delivered: 1, failed: 1 },
      ],
    });
    expect(asked.slice(0, 2)).toEqual([
      'POST /api/v4/admin/dead-letters/replay {"scope":"instance","integration":"slack","since":"2026-03-01"}',
      'GET /api/v4/admin/integrations/slack/jobs/j1',
    ]);
    expect(notes).toEqual([
      'waiting: 0 sent, 0 delivered, 0 failed, 0 pending, 0 left out',
      'paused (breaker_open): 1 sent, 0 delivered, 0 failed, 1 pending, 0 left out',
      'done: 2 sent, 1 delivered, 0 failed, 1 pending, 0 left out',
    ]);
    expect(lines).toEqual(['done: 2 sent, 1 delivered, 1 failed, 0 pending, 0 left out']);
    expect(code).toBe(1);
  });

  it('deletes what is older', async () => {
    const { asked, lines } = await running(['dead', 'purge', '--until', '2026-03-01'], {
      answers: [{ purged: 3 }],
    });
    expect(asked).toEqual([
      'POST /api/v4/admin/dead-letters/purge {"kind":"deliveries","before":"2026-03-01"}',
    ]);
    expect(lines).toEqual(['3 are gone']);
  });

  it.each([
    [['bury'], "unknown command 'bury'"],
    [['list', '2/41'], 'too many arguments'],
    [['show', '41'], 'show needs PARTITION/OFFSET'],
    [['replay', '--integration', 'slack'], "'--since <time>' not specified"],
    [['purge'], "'--until <time>' not specified"],
    [['list', '--limit', 'all'], 'It must be a whole number above 0'],
    [['list', '--kind', 'letters'], 'Allowed choices are deliveries, events'],
    [['list', '--url', 'config:4000'], 'write it as http://host:port'],
    [['list', '--integration', 'slack', '--scope', 'team:a'], 'write instance, group:'],
    [['list', '--group', 'a', '--project', '7'], 'cannot be used with'],
    [['list', '--sort', 'asc'], "unknown option '--sort'"],
  ])('%j says what is wrong, and ends with 2', async (args, message) => {
    const { code, notes } = await running(['dead', ...args]);
    expect(notes.join('\n')).toContain(message);
    expect(code).toBe(2);
  });
});
