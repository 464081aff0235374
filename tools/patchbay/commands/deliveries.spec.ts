import { running } from '../testing/scripted-world.ts';

const ATTEMPT = {
  ...{ id: 'd1.1', delivery_id: 'd1', integration_name: 'slack', project_key: '7', trigger: 'push' },
  ...{ attempt: 1, outcome: 'dead', reason: 'http_404', at: '2026-03-01T12:00:00.000Z', duration_ms: 8.4 },
  response: { status: 404 },
};

describe('patchbay deliveries', () => {
  it('lists attempts of all integrations', async () => {
    const args = [
      'deliveries',
      'list',
      '--outcome',
      'dead',
      '--status',
      '4xx',
      '--event',
      'e1',
      '--limit',
      '1',
    ];
    const { asked, lines } = await running(args, {
      answers: [{ deliveries: [ATTEMPT], next_cursor: 'more' }],
    });
    expect(asked).toEqual(['GET /api/v4/admin/deliveries?outcome=dead&status=4xx&event_id=e1&limit=1']);
    expect(lines[1]?.split(/ +/)).toEqual([
      ...[
        '2026-03-01T12:00:00.000Z',
        'dead',
        '404',
        'http_404',
        'slack',
        'push',
        '7',
        '8',
        '1',
        'd1',
        'd1.1',
      ],
    ]);
  });

  it('shows a delivery with its attempts', async () => {
    const { asked, lines } = await running(['deliveries', 'show', 'd1'], {
      answers: [{ id: 'd1', outcome: 'dead', attempts: [ATTEMPT] }],
    });
    expect(asked).toEqual(['GET /api/v4/admin/deliveries/d1']);
    expect(lines.slice(0, 4)).toEqual(['id: d1', 'outcome: dead', '', 'id: d1.1']);
  });

  it('has an attempt made again', async () => {
    const args = ['deliveries', 'resend', 'd1.1', '--integration', 'slack', '--project', '7', '--force'];
    const { asked, lines } = await running(args, { answers: [{ id: 'r1', delivery_id: 'd1' }] });
    expect(asked).toEqual([
      'POST /api/v4/projects/7/integrations/slack/deliveries/d1.1/resend {"force":true}',
    ]);
    expect(lines[0]).toContain('patchbay deliveries show d1');
  });

  it('follows a replay', async () => {
    const job = {
      id: 'j1',
      state: 'done',
      reason: null,
      sent: 2,
      delivered: 2,
      failed: 0,
      pending: 0,
      skipped: 0,
    };
    const args = [
      'deliveries',
      'replay',
      '--integration',
      'slack',
      '--since',
      '2026-03-01',
      '--outcome',
      'all',
    ];
    const { asked, code, lines } = await running(args, {
      answers: [{ ...job, state: 'running', pending: 1 }, job],
    });
    expect(asked).toEqual([
      'POST /api/v4/admin/integrations/slack/replay {"since":"2026-03-01","outcome":"all"}',
      'GET /api/v4/admin/integrations/slack/jobs/j1',
    ]);
    expect(lines).toEqual(['done: 2 sent, 2 delivered, 0 failed, 0 pending, 0 left out']);
    expect(code).toBe(0);
  });
});
